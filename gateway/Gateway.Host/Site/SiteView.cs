using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Bursts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Nodes;
using Stethos.Gateway.Domain.Upkeep;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Storage;

namespace Stethos.Gateway.Host.Site;

/// <summary>Answers pages and metrics from memory and from the store. Thread safe.</summary>
internal sealed class SiteView(SiteMemory site, StoreReader reader, SiteIdentity identity, LiveFacts live, TimeProvider time)
    : ISiteView, IDisposable
{
    private readonly Lock _queries = new();

    public event Action<SiteEvent>? Changed;

    public IUpdatesView? Updates => live.Updates;

    /// <summary>Tells pages that something changed; called by the ingest thread after the commit.</summary>
    public void Notify(SiteEvent change) => Changed?.Invoke(change);

    public SiteStatusView GetStatus()
    {
        var nowMs = NowMs();
        lock (site.Sync)
        {
            return new SiteStatusView(
                identity.Site, identity.Gateway, identity.Started, site.FramesStored, site.FramesDuplicate,
                site.FramesMalformed, site.Ledger.Missing, site.Verdicts, site.OpenAlerts,
                site.Nodes.Values.Count(node => node.StateAt(nowMs, identity.LateMs) == NodeState.Online),
                site.Nodes.Count, live.BrokerConnected(), live.BrokerRestarts(), identity.Model, site.Problem)
            {
                Start = identity.Start?.ViewLocked(live.BrokerConnected()) ?? StartView.None
            };
        }
    }

    public IReadOnlyList<NodeView> GetNodes()
    {
        var nowMs = NowMs();
        lock (site.Sync)
        {
            return site.Nodes.Values.Select(node => View(node, nowMs)).ToArray();
        }
    }

    public NodeView? GetNode(string device)
    {
        lock (site.Sync)
        {
            return Find(device) is { } node ? View(node, NowMs()) : null;
        }
    }

    public DescriptionView? GetDescription(string device)
    {
        lock (site.Sync)
        {
            return Find(device)?.Description?.View;
        }
    }

    public IReadOnlyList<TrendPoint> GetTrend(string device, int sensor, DateTimeOffset since, int maxPoints)
    {
        if (!DeviceKey.TryParse(device, out var key))
        {
            return [];
        }

        lock (_queries)
        {
            return TrendQuery.Run(reader, key, sensor, since, maxPoints);
        }
    }

    public SpectrumView? GetSpectrum(string device, int sensor, string kind)
    {
        var (burst, node) = NewestBurst(device, sensor);
        return burst is null ? null : SpectrumService.Compute(burst, kind, node);
    }

    public FeatureSetView? GetFeatures(string device, int sensor)
    {
        var (burst, node) = NewestBurst(device, sensor);
        return burst is null ? null : BurstFeatures.Compute(burst, node);
    }

    public IReadOnlyList<AlertView> GetAlerts(bool openOnly, int limit)
    {
        IReadOnlyList<Alert> alerts;
        lock (_queries)
        {
            alerts = reader.Alerts(openOnly, limit);
        }

        lock (site.Sync)
        {
            return alerts.Select(View).ToArray();
        }
    }

    public bool RequestBurst(string device, int sensor) =>
        IsReachable(device, sensor) && DeviceKey.TryParse(device, out var key) && live.RequestBurst(key, sensor);

    public bool Identify(string device, int seconds) =>
        IsHeard(device) && DeviceKey.TryParse(device, out var key) && live.Identify(key, seconds);

    public ConfigurationSentView Configure(string device, IReadOnlyDictionary<string, string> settings)
    {
        if (!DeviceKey.TryParse(device, out var key))
        {
            return new ConfigurationSentView(0, "");
        }

        return ConfigurationWriter.Body(settings, out var problem) is null
            ? new ConfigurationSentView(0, problem)
            : new ConfigurationSentView(live.Configure(key, settings), "");
    }

    public VisionView? GetVision(string device, int sensor)
    {
        if (!DeviceKey.TryParse(device, out var key))
        {
            return null;
        }

        IReadOnlyList<FrameRow> pictures;
        lock (_queries)
        {
            pictures = reader.NewestPictures(key, sensor, VisionQuery.Pictures);
        }

        lock (site.Sync)
        {
            return VisionQuery.Make(pictures, site.Monitor.LightReference(key, sensor));
        }
    }

    public CropView? GetCrop(string device, int sensor)
    {
        if (!DeviceKey.TryParse(device, out var key))
        {
            return null;
        }

        lock (_queries)
        {
            return reader.NewestCrop(key, sensor) is var (crop, verdict) ? VisionQuery.Make(crop, verdict) : null;
        }
    }

    public bool RequestCrop(string device, int sensor) =>
        IsReachable(device, sensor) && DeviceKey.TryParse(device, out var key) && live.RequestCrop(key, sensor);

    public IReadOnlyList<MetricSample> GetMetrics()
    {
        var status = GetStatus();
        lock (site.Sync)
        {
            return SiteMetrics.Of(status, site, time.GetUtcNow(), Environment.WorkingSet);
        }
    }

    public void Dispose() => reader.Dispose();

    private (Burst? Burst, NodeRecord? Node) NewestBurst(string device, int sensor)
    {
        if (!DeviceKey.TryParse(device, out var key))
        {
            return (null, null);
        }

        NodeRecord? node;
        lock (site.Sync)
        {
            node = Find(device);
        }

        lock (_queries)
        {
            return (reader.NewestBurst(key, sensor), node);
        }
    }

    private bool IsReachable(string device, int sensor)
    {
        lock (site.Sync)
        {
            return IsHeard(device) && Find(device)!.Sensors.Any(known => known.Sensor == sensor);
        }
    }

    // Also one without a single sensor, such as a node in rescue mode.
    private bool IsHeard(string device)
    {
        lock (site.Sync)
        {
            return Find(device)?.StateAt(NowMs(), identity.LateMs) is NodeState.Online or NodeState.Late;
        }
    }

    private long NowMs() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private NodeRecord? Find(string device) =>
        DeviceKey.TryParse(device, out var key) ? site.Nodes.GetValueOrDefault(key.Value) : null;

    private NodeView View(NodeRecord node, long nowMs) => new(
        node.Device.ToString(), node.Name, node.Machine, node.StateAt(nowMs, identity.LateMs),
        node.LastSeenMs is { } seen ? DateTimeOffset.FromUnixTimeMilliseconds(seen) : null,
        node.LastSeenMs is { } at ? (nowMs - at) / 1000.0 : null,
        node.Boot, node.Firmware, node.FramesStored, site.Ledger.MissingOf(node.Device), node.OutboxDepth, node.Outbox,
        node.Sensors, node.Verdict, site.Open.Count(alert => alert.Device == node.Device))
    {
        Contradictions = node.Description?.Contradictions ?? [],
        Upkeep = node.Upkeep.View(),
        Edge = node.Edge,
        Update = live.Updates?.ViewLocked(node.Device)
    };

    private AlertView View(Alert alert)
    {
        var node = site.Nodes.GetValueOrDefault(alert.Device.Value);
        return new AlertView(
            alert.Id, alert.Device.ToString(), node?.Name ?? alert.Device.ToString(), node?.Machine ?? "", alert.Sensor,
            alert.Cause, alert.ClearedMs is null, DateTimeOffset.FromUnixTimeMilliseconds(alert.RaisedMs),
            alert.ClearedMs is { } cleared ? DateTimeOffset.FromUnixTimeMilliseconds(cleared) : null, alert.Score,
            alert.Owner, alert.Drivers);
    }
}
