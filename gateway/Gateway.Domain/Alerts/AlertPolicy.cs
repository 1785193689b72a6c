namespace Stethos.Gateway.Domain.Alerts;

/// <summary>
/// When an alert is raised and cleared. The score is the smoothed probability of one fault. It has to stay at or above
/// <paramref name="RaiseAt"/> for the on-delay, in at least <paramref name="MinimumWindows"/> windows, and below
/// <paramref name="ClearAt"/> for the off-delay: the distance between the two is the hysteresis.
/// </summary>
public sealed record AlertPolicy(
    double RaiseAt = 0.8, double ClearAt = 0.4, long OnDelayMs = 5_000, long OffDelayMs = 30_000,
    int MinimumWindows = 5, double Smoothing = 0.3);
