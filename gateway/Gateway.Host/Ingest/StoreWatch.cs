using System;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Host.Site;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>Tells people when the store refuses to write, once, and when it writes again.</summary>
internal sealed class StoreWatch(SiteMemory site, ILogger log)
{
    private readonly string? _problemAtStart = site.Problem;
    private long? _commitsWhenRefused;

    /// <summary>A transaction failed.</summary>
    public void Refused(Exception fault)
    {
        if (_commitsWhenRefused is null)
        {
            Log.CommitFailed(log, fault.Message);
        }

        _commitsWhenRefused = site.Commits;
        lock (site.Sync)
        {
            site.Problem = "The store refuses to write: " + fault.Message;
        }
    }

    /// <summary>True when the first commit since a refusal has come through.</summary>
    public bool HasRecovered()
    {
        if (_commitsWhenRefused is not { } commits || site.Commits == commits)
        {
            return false;
        }

        _commitsWhenRefused = null;
        Log.StoreWritesAgain(log);
        lock (site.Sync)
        {
            site.Problem = _problemAtStart;
        }

        return true;
    }
}
