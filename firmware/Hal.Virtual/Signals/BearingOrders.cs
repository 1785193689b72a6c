namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>Fault frequencies of a rolling bearing as multiples of the shaft frequency.</summary>
    /// <param name="Bpfo">Ball pass frequency, outer race.</param>
    /// <param name="Bpfi">Ball pass frequency, inner race.</param>
    /// <param name="TwoBsf">Twice the ball spin frequency: a spot on a ball meets both races per turn.</param>
    /// <param name="Ftf">Fundamental train (cage) frequency.</param>
    public sealed record BearingOrders(double Bpfo, double Bpfi, double TwoBsf, double Ftf)
    {
        /// <summary>SKF 6205-2RS, the drive end bearing of the Case Western Reserve rig.</summary>
        public static BearingOrders Skf6205 { get; } = new BearingOrders(3.5848, 5.4152, 4.7135, 0.39828);
    }
}
