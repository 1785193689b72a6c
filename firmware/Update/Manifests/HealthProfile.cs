namespace Stethos.Update.Manifests
{
    /// <summary>What a release on trial has to show before it is confirmed. All of it, and before the deadline.</summary>
    public sealed class HealthProfile
    {
        /// <summary>Longest <see cref="GoldenDigest"/>.</summary>
        public const int MaxDigestLength = 32;

        public HealthProfile()
        {
            GoldenDigest = new byte[MaxDigestLength];
        }

        /// <summary>Seconds it has to run, 0 to 604,800.</summary>
        public int SoakSeconds { get; set; }

        /// <summary>Seconds after which it is rolled back when anything is still missing; at least the soak, up to 604,800.</summary>
        public int DeadlineSeconds { get; set; }

        /// <summary>Rounds of the measuring loop, 0 to 1,000,000.</summary>
        public int Beats { get; set; }

        /// <summary>Free memory that may never be undercut, 0 to 2^31-1 bytes.</summary>
        public int LowWaterBytes { get; set; }

        /// <summary>Whether the gateway has to have answered.</summary>
        public bool NeedsGateway { get; set; }

        /// <summary>Whether a reading of every sensor has to have been in range.</summary>
        public bool NeedsSensors { get; set; }

        /// <summary>First bytes of the SHA-256 over all outputs that the model computes for the inputs it brings along.</summary>
        public byte[] GoldenDigest { get; }

        /// <summary>Bytes of <see cref="GoldenDigest"/> in use: 16 or 32; 0 = no golden inference asked for.</summary>
        public int GoldenLength { get; set; }
    }
}
