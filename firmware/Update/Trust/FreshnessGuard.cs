using System;
using Stethos.Crypto;
using Stethos.Protocol;

namespace Stethos.Update.Trust
{
    /// <summary>
    /// What the node knows of time and of the newest release, from dated messages of the gateway. The time it trusts only goes
    /// forward; a message heard again changes nothing. Without a new one it runs on and says that it is stale.
    /// </summary>
    public sealed class FreshnessGuard
    {
        private readonly CommandEnvelope _envelope;
        private readonly byte[] _device = new byte[FrameKey.DeviceLength];
        private readonly byte[] _mac = new byte[UpdateCommandMessage.MacLength];
        private uint _expiry;
        private long _heardAtMs;

        /// <param name="envelope">Made of this device's key.</param>
        /// <param name="device">8 bytes.</param>
        /// <param name="floorSeconds">The time the boot record holds: it is at least that late.</param>
        public FreshnessGuard(CommandEnvelope envelope, byte[] device, uint floorSeconds)
        {
            _envelope = envelope;
            Array.Copy(device, 0, _device, 0, _device.Length);
            FloorSeconds = floorSeconds;
        }

        /// <summary>Latest time the gateway vouched for, seconds since 1970: what the boot record is to hold; 0 = none.</summary>
        public uint FloorSeconds { get; private set; }

        /// <summary>Sequence of the newest release, as far as the gateway said since the start; 0 = unknown.</summary>
        public uint LatestSequence { get; private set; }

        /// <summary>Whether a message was heard since the start.</summary>
        public bool HasHeard { get; private set; }

        /// <summary>None when it was news; a repeated one is old.</summary>
        public UpdateReasonCode Take(FreshnessMessage message, long uptimeMs)
        {
            if (!SecretBytes.AreEqual(message.Device, 0, _device, 0, _device.Length))
            {
                return UpdateReasonCode.CommandDevice;
            }

            _envelope.Compute(message, _mac);
            if (!SecretBytes.AreEqual(message.Mac, 0, _mac, 0, _mac.Length))
            {
                return UpdateReasonCode.MacWrong;
            }

            if (message.TimeSeconds <= FloorSeconds)
            {
                return UpdateReasonCode.FreshnessOld;
            }

            FloorSeconds = message.TimeSeconds;
            LatestSequence = message.Sequence;
            _expiry = message.ExpirySeconds;
            _heardAtMs = uptimeMs;
            HasHeard = true;
            return UpdateReasonCode.None;
        }

        /// <summary>What time it is at least, seconds since 1970: the floor and the time since then; 0 = unknown.</summary>
        public uint NowSeconds(long uptimeMs)
        {
            if (FloorSeconds == 0)
            {
                return 0;
            }

            long now = FloorSeconds + (uptimeMs - _heardAtMs) / 1000;
            return now > uint.MaxValue ? uint.MaxValue : (uint)now;
        }

        /// <summary>True while nothing was heard since the start, and once the last message has run out.</summary>
        public bool IsStale(long uptimeMs)
        {
            return !HasHeard || NowSeconds(uptimeMs) >= _expiry;
        }
    }
}
