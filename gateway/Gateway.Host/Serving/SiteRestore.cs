using System.Linq;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Storage;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Serving;

/// <summary>
/// Brings the site's memory to what the store holds: at start, and after a write that failed, when memory is ahead of
/// the store. <paramref name="scorer"/> is null without a model.
/// </summary>
internal sealed class SiteRestore(SiteMemory site, SqliteStore store, IScorer? scorer, string owner)
{
    private const int MostAlerts = 10_000;

    /// <summary>At start: nodes with their last state message, and all that <see cref="Reload"/> brings.</summary>
    public void Load()
    {
        using var reader = store.OpenReader();
        lock (site.Sync)
        {
            LoadNodes(reader);
            Reload(reader);
        }
    }

    /// <summary>Ledger, counts and open alerts.</summary>
    public void Reload()
    {
        using var reader = store.OpenReader();
        lock (site.Sync)
        {
            Reload(reader);
        }
    }

    private void LoadNodes(StoreReader reader)
    {
        var state = new StateMessage();
        var messages = new MessageReader();
        foreach (var (device, seenMs, bytes) in reader.LoadNodes())
        {
            if (state.Read(bytes, 0, bytes.Length, messages) == FrameErrorCode.None)
            {
                site.NodeOf(device).Apply(state, seenMs, live: true);
            }
        }
    }

    private void Reload(StoreReader reader)
    {
        site.Ledger = reader.LoadLedger();
        site.Verdicts = reader.CountVerdicts();
        var counts = reader.CountFrames();
        site.FramesStored = counts.Values.Sum();
        foreach (var device in counts.Keys)
        {
            site.NodeOf(device);
        }

        foreach (var node in site.Nodes.Values)
        {
            node.FramesStored = counts.TryGetValue(node.Device, out var count) ? count : 0;
        }

        ReloadAlerts(reader);
    }

    private void ReloadAlerts(StoreReader reader)
    {
        if (scorer is null)
        {
            return;
        }

        var facts = scorer.Facts;
        var policy = new AlertPolicy(RaiseAt: facts.RaiseAt, ClearAt: facts.ClearAt);
        site.Alerts = new AlertEngine(facts.Labels, policy, owner, new Explainer(scorer).Explain);
        foreach (var alert in reader.Alerts(openOnly: true, MostAlerts))
        {
            site.Alerts.Restore(alert);
        }
    }
}
