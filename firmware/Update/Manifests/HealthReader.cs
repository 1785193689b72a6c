using System;
using Stethos.Protocol;

namespace Stethos.Update.Manifests
{
    /// <summary>Reads what a release has to show on trial.</summary>
    internal static class HealthReader
    {
        private const int MaxSeconds = 604_800;
        private const int MaxBeats = 1_000_000;
        private const int AllOfHealth = 0x7E;

        public static void Read(StrictCbor cbor, byte[] buffer, HealthProfile health)
        {
            int key;
            int seen = 0;
            StrictMap map = new StrictMap();
            map.Open(cbor.Reader);
            while (cbor.IsKnown && map.Next(cbor.Reader, out key))
            {
                seen |= 1 << (key & 31);
                switch (key)
                {
                    case ManifestKey.HealthSoak:
                        health.SoakSeconds = cbor.Int(0, MaxSeconds);
                        break;
                    case ManifestKey.HealthDeadline:
                        health.DeadlineSeconds = cbor.Int(1, MaxSeconds);
                        break;
                    case ManifestKey.HealthBeats:
                        health.Beats = cbor.Int(0, MaxBeats);
                        break;
                    case ManifestKey.HealthLowWater:
                        health.LowWaterBytes = cbor.Int(0, int.MaxValue);
                        break;
                    case ManifestKey.HealthNeeds:
                        int needs = cbor.Int(0, ManifestKey.NeedsGateway | ManifestKey.NeedsSensors);
                        health.NeedsGateway = (needs & ManifestKey.NeedsGateway) != 0;
                        health.NeedsSensors = (needs & ManifestKey.NeedsSensors) != 0;
                        break;
                    case ManifestKey.HealthGolden:
                        ReadGolden(cbor, buffer, health);
                        break;
                    default:
                        cbor.Unknown();
                        break;
                }
            }

            cbor.Require(seen, AllOfHealth);
            if (health.DeadlineSeconds < health.SoakSeconds)
            {
                cbor.Reader.Fail(FrameErrorCode.Inconsistent);
            }
        }

        private static void ReadGolden(StrictCbor cbor, byte[] buffer, HealthProfile health)
        {
            int at;
            int length;
            health.GoldenLength = 0;
            if (!cbor.Reader.ReadBytes(HealthProfile.MaxDigestLength, out at, out length))
            {
                return;
            }

            if (length != 0 && length != 16 && length != HealthProfile.MaxDigestLength)
            {
                cbor.Reader.Fail(FrameErrorCode.OutOfRange);
                return;
            }

            Array.Copy(buffer, at, health.GoldenDigest, 0, length);
            health.GoldenLength = length;
        }
    }
}
