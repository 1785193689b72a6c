namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>What is wrong with a generated machine.</summary>
    public enum MachineFault
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>A spall on the outer race: impacts at BPFO, all equally strong (the race stands still in the load).</summary>
        Outer = 1,

        /// <summary>A spall on the inner race: impacts at BPFI, stronger once per shaft turn in the load zone.</summary>
        Inner = 2,

        /// <summary>A spall on a ball: impacts at 2xBSF, stronger once per cage turn in the load zone.</summary>
        Ball = 3,

        /// <summary>A damaged cage: impacts at FTF.</summary>
        Cage = 4,

        /// <summary>Mass off the axis: the first shaft harmonic grows.</summary>
        Unbalance = 5
    }
}
