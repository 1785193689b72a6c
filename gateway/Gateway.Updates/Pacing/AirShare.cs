namespace Stethos.Gateway.Updates.Pacing;

/// <summary>
/// The air of a site or an access point. Telemetry is never held back, it only charges; an update takes what is left, up to its own
/// rate. A sixteenth of that rate it always has, so that a site that is never quiet is updated too, slowly.
/// </summary>
internal sealed class AirShare(AirBudget budget)
{
    private const double BurstBytes = 4096;
    private const int LeastPart = 16;
    private readonly TokenBucket _air = new(budget.CapacityBytesPerSecond, BurstBytes);
    private readonly TokenBucket _updates = new(budget.UpdateBytesPerSecond, BurstBytes);
    private readonly TokenBucket _least = new(budget.UpdateBytesPerSecond / LeastPart, BurstBytes / 2);

    public void Telemetry(int bytes, long nowMs) => _air.Charge(bytes, nowMs);

    public bool Has(int bytes, long nowMs) =>
        _updates.Has(bytes, nowMs) && (_air.Has(bytes, nowMs) || _least.Has(bytes, nowMs));

    public void Take(int bytes, long nowMs)
    {
        if (!_air.Has(bytes, nowMs))
        {
            _least.Charge(bytes, nowMs);
        }

        _updates.Charge(bytes, nowMs);
        _air.Charge(bytes, nowMs);
    }
}
