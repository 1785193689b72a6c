namespace Stethos.Update.Trust
{
    /// <summary>What a node knows of itself when it judges a release.</summary>
    public sealed class NodeFacts
    {
        public NodeFacts()
        {
            Board = "";
            NativeChecksums = new uint[0];
        }

        /// <summary>Board as in hardware/boards.</summary>
        public string Board { get; set; }

        public int LoaderVersion { get; set; }

        /// <summary>Checksums of the native assemblies its runtime has.</summary>
        public uint[] NativeChecksums { get; set; }

        /// <summary>Largest application a slot takes, bytes.</summary>
        public int ApplicationRoom { get; set; }

        /// <summary>Largest model a slot takes, bytes.</summary>
        public int ModelRoom { get; set; }

        /// <summary>Version of the application that is confirmed.</summary>
        public uint ApplicationVersion { get; set; }

        /// <summary>Version of the model that is confirmed; 0 = none.</summary>
        public uint ModelVersion { get; set; }

        /// <summary>Tensor form that the confirmed application and model agree on.</summary>
        public uint TensorAbi { get; set; }

        /// <summary>Lowest application that is still allowed.</summary>
        public uint ApplicationFloor { get; set; }

        /// <summary>Lowest model that is still allowed.</summary>
        public uint ModelFloor { get; set; }

        /// <summary>Highest manifest sequence that was accepted; 0 = none.</summary>
        public uint Sequence { get; set; }

        /// <summary>Version of the key set under which <see cref="Sequence"/> counts.</summary>
        public int KeySetVersion { get; set; }

        /// <summary>What time it is at least, seconds since 1970; 0 = unknown.</summary>
        public uint TrustedTimeSeconds { get; set; }
    }
}
