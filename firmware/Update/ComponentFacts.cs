namespace Stethos.Update
{
    /// <summary>What a manifest says of one component, as far as slots and boot need it.</summary>
    public sealed class ComponentFacts
    {
        /// <summary>The release replaces it.</summary>
        public bool IsPresent { get; set; }

        public uint Version { get; set; }

        /// <summary>Lowest version that may ever run once this release is confirmed.</summary>
        public uint Floor { get; set; }

        /// <summary>Root of its chunk list, 32 bytes.</summary>
        public byte[] Root { get; } = new byte[32];
    }
}
