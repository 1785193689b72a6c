namespace Stethos.Gateway.Updates.Pacing;

/// <summary>What a site or an access point can carry, bytes per second.</summary>
/// <param name="CapacityBytesPerSecond">Everything together.</param>
/// <param name="UpdateBytesPerSecond">Updates at most.</param>
public readonly record struct AirBudget(double CapacityBytesPerSecond, double UpdateBytesPerSecond);
