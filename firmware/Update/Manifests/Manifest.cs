using Stethos.Protocol;

namespace Stethos.Update.Manifests
{
    /// <summary>
    /// What a release is and for whom: the bytes that the owner's offline key signs. One deterministic CBOR map (RFC 8949,
    /// section 4.2.1) in the words of SUIT (RFC 9124), without its commands; docs/update.md has every key. Read by
    /// <see cref="ManifestReader"/>; used again and again, nothing but the names of boards is allocated.
    /// </summary>
    public sealed class Manifest
    {
        public const int MaxLength = 1024;
        public const int MaxClasses = 8;
        public const int MaxClassLength = 48;
        public const int MaxChecksums = 32;
        public const int MaxComponents = 2;
        public const int MaxRules = 4;

        /// <summary>Bytes of <see cref="Vendor"/>.</summary>
        public const int VendorLength = 8;

        public Manifest()
        {
            Vendor = new byte[VendorLength];
            Classes = new string[MaxClasses];
            Checksums = new uint[MaxChecksums];
            Components = new ManifestComponent[MaxComponents];
            for (int i = 0; i < MaxComponents; i++)
            {
                Components[i] = new ManifestComponent();
            }

            Rules = new PairRule[MaxRules];
            Health = new HealthProfile();
        }

        /// <summary>Grows with every release of this owner, from 1 (SUIT: sequence number).</summary>
        public uint Sequence { get; set; }

        /// <summary>Seconds since 1970 after which no node begins it; 0 = never (SUIT: expiration).</summary>
        public uint ExpirySeconds { get; set; }

        /// <summary>Whose nodes it is for: that of the key set (SUIT: vendor identifier).</summary>
        public byte[] Vendor { get; }

        /// <summary>Boards it runs on, as in hardware/boards (SUIT: class identifier).</summary>
        public string[] Classes { get; }

        public int ClassCount { get; set; }

        /// <summary>Lowest version of the loader, 0 to 65,535.</summary>
        public int MinLoader { get; set; }

        /// <summary>Checksums of the native assemblies the application binds to; the node must have every one.</summary>
        public uint[] Checksums { get; }

        public int ChecksumCount { get; set; }

        /// <summary>In ascending order of their ids.</summary>
        public ManifestComponent[] Components { get; }

        public int ComponentCount { get; set; }

        /// <summary>The application and model that run afterwards must be allowed by one of them.</summary>
        public PairRule[] Rules { get; }

        public int RuleCount { get; set; }

        public HealthProfile Health { get; }

        /// <summary>Version of the key set that the signer's key stands in, 1 to 65,535.</summary>
        public int KeySetVersion { get; set; }

        /// <summary>SHA-256 of the card that goes with it, 32 bytes; null = none. Written only: nodes do not read it.</summary>
        public byte[]? CardDigest { get; set; }

        /// <summary>The component of this kind; null when the release leaves it as it is.</summary>
        public ManifestComponent? Find(ComponentCode id)
        {
            for (int i = 0; i < ComponentCount; i++)
            {
                if (Components[i].Id == id)
                {
                    return Components[i];
                }
            }

            return null;
        }

        /// <summary>Encodes it; returns the length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            writer.Reset(buffer, offset, room);
            writer.MapStart(11 + (ExpirySeconds > 0 ? 1 : 0) + (CardDigest == null ? 0 : 1));
            ManifestFields.WriteHead(this, writer);
            ManifestFields.WriteComponents(this, writer);
            ManifestFields.WriteRules(this, writer);
            ManifestFields.WriteHealth(Health, writer);
            writer.Unsigned(ManifestKey.KeySet);
            writer.Unsigned((ulong)KeySetVersion);
            if (CardDigest != null)
            {
                writer.Unsigned(ManifestKey.Card);
                writer.Bytes(CardDigest, 0, CardDigest.Length);
            }

            return writer.Overflow ? 0 : writer.Length;
        }
    }
}
