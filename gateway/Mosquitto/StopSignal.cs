using System;
using System.Threading;

namespace Stethos.Mosquitto;

/// <summary>Waiting that ends early when somebody asks to stop. Time comes from a <see cref="TimeProvider"/>.</summary>
internal sealed class StopSignal(TimeProvider timeProvider) : IDisposable
{
    private readonly ManualResetEvent _stop = new(false);

    public bool IsSet => _stop.WaitOne(0);

    public WaitHandle WaitHandle => _stop;

    public void Set()
    {
        _stop.Set();
    }

    /// <summary>Waits; true when asked to stop.</summary>
    public bool Wait(TimeSpan duration)
    {
        using var elapsed = new ManualResetEvent(false);
        using ITimer timer = timeProvider.CreateTimer(
            static state => SetQuietly((ManualResetEvent)state!), elapsed, duration, Timeout.InfiniteTimeSpan);
        return WaitHandle.WaitAny([_stop, elapsed]) == 0;
    }

    public void Dispose()
    {
        _stop.Dispose();
    }

    // A timer that fires while the wait is being abandoned finds its event gone.
    private static void SetQuietly(ManualResetEvent elapsed)
    {
        try
        {
            elapsed.Set();
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
