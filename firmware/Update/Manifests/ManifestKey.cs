namespace Stethos.Update.Manifests
{
    /// <summary>
    /// Integer keys of signed documents (docs/update.md). A key below <see cref="FirstOptional"/> that a node does not know
    /// makes it refuse the document; from there on it is skipped.
    /// </summary>
    public static class ManifestKey
    {
        /// <summary><see cref="ManifestKind"/> or <see cref="KeySetKind"/>: neither can be taken for the other.</summary>
        public const int Kind = 0;

        public const int Version = 1;
        public const int Sequence = 2;
        public const int Expiry = 3;
        public const int Vendor = 4;
        public const int Classes = 5;
        public const int MinLoader = 6;
        public const int Checksums = 7;
        public const int Components = 8;
        public const int Rules = 9;
        public const int Health = 10;
        public const int KeySet = 11;

        public const int ComponentId = 1;
        public const int ComponentVersion = 2;
        public const int ComponentFloor = 3;
        public const int ComponentSize = 4;
        public const int ComponentChunkLog2 = 5;
        public const int ComponentRoot = 6;
        public const int ComponentSalt = 7;

        public const int HealthSoak = 1;
        public const int HealthDeadline = 2;
        public const int HealthBeats = 3;
        public const int HealthLowWater = 4;
        public const int HealthNeeds = 5;
        public const int HealthGolden = 6;

        public const int FirstOptional = 128;

        /// <summary>SHA-256 of the card that tells people what the release holds; nodes skip it.</summary>
        public const int Card = 128;

        public const int ManifestKind = 1;
        public const int KeySetKind = 2;

        /// <summary>The only form of either document there is.</summary>
        public const int Form = 1;

        internal const int NeedsGateway = 1;
        internal const int NeedsSensors = 2;
    }
}
