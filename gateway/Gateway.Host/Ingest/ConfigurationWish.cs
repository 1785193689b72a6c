using System;
using System.Threading;
using Stethos.Gateway.Domain.Upkeep;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>A configuration on its way into the store; who wants it waits for that.</summary>
internal sealed class ConfigurationWish(WantedConfiguration wanted)
{
    private readonly Lock _sync = new();
    private readonly ManualResetEventSlim _done = new();
    private bool _isStored;

    public WantedConfiguration Wanted => wanted;

    /// <summary>Ends the waiting.</summary>
    public void Finish(bool isStored)
    {
        lock (_sync)
        {
            _isStored = isStored;
        }

        _done.Set();
    }

    /// <summary>Whether it is stored, as soon as that is known or patience ends.</summary>
    public bool Wait(TimeSpan patience)
    {
        _done.Wait(patience);
        lock (_sync)
        {
            return _isStored;
        }
    }
}
