using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Edge;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.Vision;
using Stethos.Gateway.Host.Ingest;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Host.Updates;
using Stethos.Gateway.Storage;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Serving;

/// <summary>
/// Brings the site's memory to what the store holds: at start, and after a write that failed, when memory is ahead of
/// the store. The scorers of windows and crops are null without their models.
/// </summary>
internal sealed class SiteRestore(SiteMemory site, SqliteStore store, IScorer? scorer, IScorer? cropScorer, string owner)
{
    private const int MostAlerts = 10_000;
    private const int MostReports = 20_000;
    private const int PicturesAtOnce = 50;

    /// <summary>At start: nodes with their last state message, and all that <see cref="Reload"/> brings.</summary>
    public void Load()
    {
        using var reader = store.OpenReader();
        lock (site.Sync)
        {
            foreach (var wanted in reader.Configurations())
            {
                site.NodeOf(wanted.Device).Upkeep.Wanted.Add(wanted);
            }

            LoadNodes(reader);
            LoadDescriptions(reader);
            LoadReports(reader);
            foreach (var (device, receivedMs, message) in reader.UpdateStatuses())
            {
                site.Slots.Take(device, message, receivedMs);
            }

            Reload(reader);
        }
    }

    /// <summary>Nodes that spoke shortly before the store was last written.</summary>
    public IReadOnlyList<DeviceKey> HeardLast()
    {
        using var reader = store.OpenReader();
        return reader.HeardLast(StartWatch.Frames, StartWatch.WithinMs);
    }

    /// <summary>Ledger, counts, what pictures are held against, and open alerts.</summary>
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

    private void LoadDescriptions(StoreReader reader)
    {
        var description = new Description();
        var messages = new MessageReader();
        foreach (var (device, bytes) in reader.LoadDescriptions())
        {
            if (description.Read(bytes, 0, bytes.Length, messages) == FrameErrorCode.None)
            {
                site.NodeOf(device).Apply(description);
            }
        }
    }

    private void LoadReports(StoreReader reader)
    {
        var reports = new ReportIntake();
        foreach (var row in reader.Reports(MostReports))
        {
            if (reports.Read(row.Kind, row.Payload, row.Payload.Length) == FrameErrorCode.None)
            {
                reports.Apply(site.NodeOf(row.Id.Device).Upkeep, row.TimeMs);
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

        ReloadBaselines(reader);
        ReloadAlerts(reader);
    }

    // A drift is held against what the boot began with, also across a restart of the gateway. Pictures after the cursor are
    // still to be judged, and learned from there.
    private void ReloadBaselines(StoreReader reader)
    {
        var picture = new VisionFeatures();
        var messages = new MessageReader();
        var judged = reader.Cursor(PictureStage.Cursor);
        site.Monitor.Forget();
        foreach (var source in reader.PictureBoots(judged))
        {
            long row = 0;
            for (var isLearnt = false; !isLearnt;)
            {
                var frames = reader.PicturesOfBoot(source, row, judged, PicturesAtOnce);
                for (var i = 0; i < frames.Count && !isLearnt; i++)
                {
                    row = frames[i].Row;
                    isLearnt = picture.Read(frames[i].Payload, 0, frames[i].Payload.Length, messages) == FrameErrorCode.None
                        && site.Monitor.Relearn(frames[i], picture);
                }

                isLearnt |= frames.Count < PicturesAtOnce;
            }
        }
    }

    private void ReloadAlerts(StoreReader reader)
    {
        if (scorer is not null)
        {
            var policy = new AlertPolicy(RaiseAt: scorer.Facts.RaiseAt, ClearAt: scorer.Facts.ClearAt);
            site.Alerts = new AlertEngine(scorer.Facts.Labels, policy, owner, new Explainer(scorer).Explain);
        }

        if (cropScorer is not null)
        {
            // Crops come one by one, and the second only because the first was suspicious: two in a row are enough.
            var policy = new AlertPolicy(
                cropScorer.Facts.RaiseAt, cropScorer.Facts.ClearAt, OnDelayMs: 0, OffDelayMs: 0, MinimumWindows: 2, Smoothing: 1);
            site.CropAlerts = new AlertEngine(cropScorer.Facts.Labels, policy, owner, new CropExplainer(cropScorer).Explain);
        }

        site.VisionAlerts = new AlertEngine(
            VisionMonitor.Labels, new AlertPolicy(VisionLimits.AtLimit, VisionLimits.ClearAt, Smoothing: 0.5), owner,
            site.Monitor.Explain);
        site.UpkeepAlerts = new AlertEngine(UpkeepStage.Labels, UpkeepStage.Policy, owner, (_, _) => []);
        site.UpdateAlerts = new AlertEngine(UpdateAlarm.Labels, UpkeepStage.Policy, owner, (_, _) => []);
        site.EdgeAlerts = new AlertEngine(EdgeWatch.Labels, EdgeWatch.Policy, owner, EdgeWatch.Explain);
        foreach (var alert in reader.Alerts(openOnly: true, MostAlerts))
        {
            _ = site.Alerts?.Restore(alert) == true || site.CropAlerts?.Restore(alert) == true || site.VisionAlerts.Restore(alert)
                || site.UpkeepAlerts.Restore(alert) || site.EdgeAlerts.Restore(alert)
                || site.UpdateAlerts.Restore(alert);
        }
    }
}
