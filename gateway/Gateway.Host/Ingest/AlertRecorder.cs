using System.Collections.Generic;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Storage;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>Gives verdicts to an alert engine and stores what it raised or cleared. Caller holds the site's lock.</summary>
internal sealed class AlertRecorder(SiteMemory site, StoreWriter writer, ILogger log)
{
    /// <summary>Adds every step to <paramref name="steps"/>, each alert with its row number.</summary>
    public void Apply(AlertEngine engine, Verdict verdict, List<(AlertStep Step, Alert Alert)> steps)
    {
        var name = site.NodeOf(verdict.Device).Name;
        foreach (var step in engine.Apply(verdict))
        {
            if (step.Step == AlertStep.Raise)
            {
                writer.Raise(step.Alert);
                Log.Raised(log, step.Alert.Id, step.Alert.Cause, name, step.Alert.Score);
            }
            else
            {
                writer.Clear(step.Alert);
                Log.Cleared(log, step.Alert.Id, step.Alert.Cause, name);
            }

            steps.Add(step);
        }
    }
}
