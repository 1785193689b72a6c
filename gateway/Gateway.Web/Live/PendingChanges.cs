using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Web.Live;

/// <summary>What changed since the last batch, each thing once however often it changed. Not synchronised.</summary>
internal sealed class PendingChanges
{
    public bool Status { get; private set; }

    public bool AllNodes { get; private set; }

    public bool AllAlerts { get; private set; }

    public HashSet<string> Nodes { get; } = new(StringComparer.Ordinal);

    public HashSet<long> Alerts { get; } = [];

    public HashSet<string> Spectra { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => !Status && Spectra.Count == 0;

    public void Add(SiteEvent change)
    {
        if (change.Kind == "spectrum")
        {
            if (change.Device is not null)
            {
                Spectra.Add(change.Device);
            }

            return;
        }

        // Every node or alert change also moves a counter of the header.
        Status = true;
        if (change.Kind == "alert")
        {
            AddAlert(change.Id);
        }

        if (change.Device is not null)
        {
            Nodes.Add(change.Device);
        }
        else if (change.Kind == "node")
        {
            AllNodes = true;
        }
    }

    private void AddAlert(long? id)
    {
        if (id is { } known)
        {
            Alerts.Add(known);
        }
        else
        {
            AllAlerts = true;
        }
    }
}
