using Stethos.Protocol;

namespace Stethos.Update.Manifests
{
    /// <summary>Writes the parts of a manifest, keys ascending.</summary>
    internal static class ManifestFields
    {
        public static void WriteHead(Manifest manifest, CborWriter writer)
        {
            Pair(writer, ManifestKey.Kind, ManifestKey.ManifestKind);
            Pair(writer, ManifestKey.Version, ManifestKey.Form);
            Pair(writer, ManifestKey.Sequence, manifest.Sequence);
            if (manifest.ExpirySeconds > 0)
            {
                Pair(writer, ManifestKey.Expiry, manifest.ExpirySeconds);
            }

            writer.Unsigned(ManifestKey.Vendor);
            writer.Bytes(manifest.Vendor, 0, Manifest.VendorLength);
            writer.Unsigned(ManifestKey.Classes);
            writer.ArrayStart(manifest.ClassCount);
            for (int i = 0; i < manifest.ClassCount; i++)
            {
                writer.Text(manifest.Classes[i]);
            }

            Pair(writer, ManifestKey.MinLoader, (ulong)manifest.MinLoader);
            writer.Unsigned(ManifestKey.Checksums);
            byte[] packed = new byte[4 * manifest.ChecksumCount];
            for (int i = 0; i < manifest.ChecksumCount; i++)
            {
                uint checksum = manifest.Checksums[i];
                packed[4 * i] = (byte)(checksum >> 24);
                packed[4 * i + 1] = (byte)(checksum >> 16);
                packed[4 * i + 2] = (byte)(checksum >> 8);
                packed[4 * i + 3] = (byte)checksum;
            }

            writer.Bytes(packed, 0, packed.Length);
        }

        public static void WriteComponents(Manifest manifest, CborWriter writer)
        {
            writer.Unsigned(ManifestKey.Components);
            writer.ArrayStart(manifest.ComponentCount);
            for (int i = 0; i < manifest.ComponentCount; i++)
            {
                ManifestComponent component = manifest.Components[i];
                writer.MapStart(7);
                Pair(writer, ManifestKey.ComponentId, (ulong)component.Id);
                Pair(writer, ManifestKey.ComponentVersion, component.Version);
                Pair(writer, ManifestKey.ComponentFloor, component.Floor);
                Pair(writer, ManifestKey.ComponentSize, (ulong)component.Size);
                Pair(writer, ManifestKey.ComponentChunkLog2, (ulong)component.ChunkLog2);
                writer.Unsigned(ManifestKey.ComponentRoot);
                writer.Bytes(component.Root, 0, ManifestComponent.RootLength);
                writer.Unsigned(ManifestKey.ComponentSalt);
                writer.Bytes(component.Salt, 0, ManifestComponent.SaltLength);
            }
        }

        public static void WriteRules(Manifest manifest, CborWriter writer)
        {
            writer.Unsigned(ManifestKey.Rules);
            writer.ArrayStart(manifest.RuleCount);
            for (int i = 0; i < manifest.RuleCount; i++)
            {
                PairRule rule = manifest.Rules[i];
                writer.ArrayStart(5);
                writer.Unsigned(rule.ApplicationLow);
                writer.Unsigned(rule.ApplicationHigh);
                writer.Unsigned(rule.ModelLow);
                writer.Unsigned(rule.ModelHigh);
                writer.Unsigned(rule.TensorAbi);
            }
        }

        public static void WriteHealth(HealthProfile health, CborWriter writer)
        {
            writer.Unsigned(ManifestKey.Health);
            writer.MapStart(6);
            Pair(writer, ManifestKey.HealthSoak, (ulong)health.SoakSeconds);
            Pair(writer, ManifestKey.HealthDeadline, (ulong)health.DeadlineSeconds);
            Pair(writer, ManifestKey.HealthBeats, (ulong)health.Beats);
            Pair(writer, ManifestKey.HealthLowWater, (ulong)health.LowWaterBytes);
            Pair(
                writer, ManifestKey.HealthNeeds,
                (health.NeedsGateway ? (ulong)ManifestKey.NeedsGateway : 0) | (health.NeedsSensors ? (ulong)ManifestKey.NeedsSensors : 0));
            writer.Unsigned(ManifestKey.HealthGolden);
            writer.Bytes(health.GoldenDigest, 0, health.GoldenLength);
        }

        private static void Pair(CborWriter writer, int key, ulong value)
        {
            writer.Unsigned((ulong)key);
            writer.Unsigned(value);
        }
    }
}
