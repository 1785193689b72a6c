using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Web.Tests;

/// <summary>A site in memory that tests change by hand.</summary>
internal sealed class FakeSiteView : ISiteView
{
    public static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private Action<SiteEvent>? _changed;

    public event Action<SiteEvent> Changed
    {
        add => _changed += value;
        remove => _changed -= value;
    }

    public SiteStatusView Status { get; set; } = new(
        "north-hall", "0.7.1", Noon.AddHours(-2), 1200, 3, 1, 2, 1100, 1, 1, 2, true, 0, "bearing-1", null);

    public SortedDictionary<string, NodeView> Nodes { get; } = new(StringComparer.Ordinal)
    {
        ["fan-3"] = Node("fan-3"),
        ["pump-1"] = Node("pump-1"),
    };

    public List<AlertView> Alerts { get; } = [Alert(7, open: true), Alert(6, open: false)];

    public List<TrendPoint> Trend { get; } = [new(Noon, 0.1, 1.2, 3.1, 3.9, 0.05, 0), new(Noon, 0.1, double.NaN, 3, 4, null, 1)];

    public SpectrumView? Spectrum { get; set; } =
        new("fan-3", 0, Noon, "envelope", 1.5, [0f, 0.25f], 29.5, [new FaultLineView("BPFO", 105.9)]);

    public List<MetricSample> Metrics { get; } = [new("stethos_frames_stored_total", "Frames stored.", "counter", 1200, [])];

    public bool BurstPossible { get; set; } = true;

    public Exception? Failure { get; set; }

    public List<string> Calls { get; } = [];

    public bool IsWatched => _changed is not null;

    public static NodeView Node(string device) => new(
        device, "Node " + device, "Fan 3", NodeState.Online, Noon, 1.5, 4, "1.0.0", 600, 1, 2, new OutboxView(1536, 195.5, 0.00125, 0),
        [new SensorView(0, "ADXL355", 3, 4000)],
        new VerdictView(Noon, 0, "outer-race", 0.93, new Dictionary<string, double> { ["outer-race"] = 0.93 }),
        1);

    public static AlertView Alert(long id, bool open) => new(
        id, "fan-3", "Node fan-3", "Fan 3", 0, "outer-race", open, Noon.AddMinutes(-id), open ? null : Noon, 0.9, "Mia",
        [new AlertDriverView("bpfo", "g", 0.4, 0.05, "healthy p95", 0.6)]);

    public void Raise(string kind, string? device = null, long? id = null) => _changed?.Invoke(new SiteEvent(kind, device, id));

    public DescriptionView? Description { get; set; } = new(
        4, "1.0.0", "esp32-s3-n16r8-rev-a",
        [new DescribedSensorView(0, "ADXL355", "Features", [new QuantityView("acceleration", "[g]", -8, 8)],
            [new QuantityView("rms", "[g]", null, null)])],
        [], [new DescribedPropertyView("period", "period-ms", "ms", "Number", 100, 3_600_000)], [new DescribedCommandView(1, "sendBurst")])
    {
        Gauges = [new DescribedGaugeView("max17048", [new QuantityView("charge", "%", 0, 100)])]
    };

    public DescriptionView? GetDescription(string device) => Description;

    public VisionView? Vision { get; set; } = new(
        "fan-3", 0, Noon, 12, 160, 120, 16, [1, 2], [new RegionView(3, 4, 2, 1, 2)], 0, 120.5, 118, 4, [0.25], null, null, [],
        [new VisionPoint(Noon, 1.5, null, 120.5, null)]);

    public CropView? Crop { get; set; } = new(
        "fan-3", 0, Noon, 12, 32, 12, 2, [1, 2, 3, 4], "part-surface 1.0.0", "scratch", 0.97,
        new Dictionary<string, double> { ["ok"] = 0.03, ["scratch"] = 0.97 });

    /// <summary>Null until a test sets it.</summary>
    public IUpdatesView? Updates { get; set; }

    public ConfigurationSentView Configure(string device, IReadOnlyDictionary<string, string> settings)
    {
        Calls.Add($"configure {device} " + string.Join(' ', settings.Select(pair => $"{pair.Key}={pair.Value}")));
        return !BurstPossible ? new(0, "") : settings.ContainsKey("colour") ? new(0, "'colour' is not a setting") : new(17, "");
    }

    public VisionView? GetVision(string device, int sensor) => Vision;

    public CropView? GetCrop(string device, int sensor) => Crop;

    public bool RequestCrop(string device, int sensor)
    {
        Calls.Add($"crop {device} {sensor}");
        return BurstPossible;
    }

    public SiteStatusView GetStatus() => Failure is null ? Status : throw Failure;

    public IReadOnlyList<NodeView> GetNodes() => [.. Nodes.Values];

    public NodeView? GetNode(string device) => Nodes.GetValueOrDefault(device);

    public IReadOnlyList<TrendPoint> GetTrend(string device, int sensor, DateTimeOffset since, int maxPoints)
    {
        Calls.Add(FormattableString.Invariant($"trend {device} {sensor} {since:HH:mm} {maxPoints}"));
        return Trend;
    }

    public FeatureSetView? Features { get; set; } =
        new("5354000000000001", 0, DateTimeOffset.UnixEpoch, 12800, 8192, [new FeatureValueView("RMS", "g", 0.25)]);

    public FeatureSetView? GetFeatures(string device, int sensor) => Features;

    public SpectrumView? GetSpectrum(string device, int sensor, string kind)
    {
        Calls.Add($"spectrum {device} {sensor} {kind}");
        return Spectrum;
    }

    public IReadOnlyList<AlertView> GetAlerts(bool openOnly, int limit) =>
        [.. Alerts.Where(a => a.Open || !openOnly).Take(limit)];

    public bool RequestBurst(string device, int sensor)
    {
        Calls.Add($"burst {device} {sensor}");
        return BurstPossible;
    }

    public bool Identify(string device, int seconds)
    {
        Calls.Add(FormattableString.Invariant($"identify {device} {seconds}"));
        return BurstPossible;
    }

    public IReadOnlyList<MetricSample> GetMetrics() => Metrics;
}
