namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>A pulse sensor at a shaft, as wired.</summary>
    public sealed record VirtualPulseOptions
    {
        /// <summary>Marks on the shaft.</summary>
        public int PulsesPerTurn { get; init; } = 1;

        /// <summary>How far the odd marks sit from where they belong, as a share of the distance between marks.</summary>
        public double UnevenMarks { get; init; }

        /// <summary>RMS error of the edges' times.</summary>
        public double JitterUs { get; init; }

        /// <summary>Every n-th pulse brings a second edge <see cref="GlitchAfterUs"/> later; 0 for none.</summary>
        public int GlitchEvery { get; init; }

        /// <summary>From a pulse to its glitch.</summary>
        public double GlitchAfterUs { get; init; } = 300;

        /// <summary>Every n-th pulse does not come; 0 for none.</summary>
        public int MissEvery { get; init; }

        /// <summary>Edges that wait at most.</summary>
        public int RingEdges { get; init; } = 128;

        /// <summary>Seed of the jitter.</summary>
        public ulong Seed { get; init; } = 1;

        /// <summary>What starting answers.</summary>
        public BusStatusCode StartResult { get; init; } = BusStatusCode.Ok;
    }
}
