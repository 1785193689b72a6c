using System;

namespace Stethos.Mosquitto;

/// <summary>Doubling waiting times with a ceiling. Not thread safe.</summary>
internal sealed class BackOff
{
    private readonly TimeSpan _min;
    private readonly TimeSpan _max;
    private readonly Random? _jitter;
    private TimeSpan _next;

    public BackOff(TimeSpan min, TimeSpan max, Random? jitter = null)
    {
        _min = min;
        _max = max;
        _jitter = jitter;
        _next = min;
    }

    /// <summary>
    /// The next waiting time. With jitter up to a quarter is taken off, so that clients cut off together do not come back together.
    /// </summary>
    public TimeSpan Next()
    {
        TimeSpan current = _next;
        _next = current > _max / 2 ? _max : current * 2;
        return _jitter is null ? current : current * (1.0 - (0.25 * _jitter.NextDouble()));
    }

    public void Reset()
    {
        _next = _min;
    }
}
