namespace Stethos.Gateway.Domain.Alerts;

/// <summary>
/// The alert state machine of one cause on one sensor: Normal → Pending → Open → Clearing → Normal. Pure: time comes
/// with each window.
/// </summary>
internal sealed class CauseState
{
    private double _score;
    private bool _hasScore;
    private long _sinceMs;
    private int _windows;
    private bool _isTiming;

    internal Alert? Open { get; set; }

    internal double Score => _score;

    /// <summary>Takes one window's probability; returns what has to happen.</summary>
    internal AlertStep Step(double probability, long timeMs, AlertPolicy policy)
    {
        if (!double.IsFinite(probability))
        {
            // It would stay in the smoothed score for ever and silence the cause.
            return AlertStep.None;
        }

        _score = _hasScore ? _score + policy.Smoothing * (probability - _score) : probability;
        _hasScore = true;
        var crossing = Open is null ? _score >= policy.RaiseAt : _score < policy.ClearAt;
        if (!crossing)
        {
            _isTiming = false;
            return AlertStep.None;
        }

        if (!_isTiming)
        {
            _isTiming = true;
            _sinceMs = timeMs;
            _windows = 0;
        }

        _windows++;
        var delayMs = Open is null ? policy.OnDelayMs : policy.OffDelayMs;
        if (timeMs - _sinceMs < delayMs || _windows < policy.MinimumWindows)
        {
            return AlertStep.None;
        }

        _isTiming = false;
        return Open is null ? AlertStep.Raise : AlertStep.Clear;
    }
}
