namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>One resonance of the machine's structure, excited by impacts and, weakly, by its own noise.</summary>
    /// <param name="FrequencyHz">Natural frequency. Modes above 0.45 times the asked sampling rate are left out.</param>
    /// <param name="DampingRatio">Share of critical damping, 0.005 to 0.2.</param>
    /// <param name="Gain">Peak of the response to an impact of 1 g.</param>
    public sealed record StructuralMode(double FrequencyHz, double DampingRatio, double Gain);
}
