using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>
/// Everything a page or a metrics reader may ask of the site. Calls come from many threads at once, answer from memory
/// or a short query, and return values that no longer change.
/// </summary>
public interface ISiteView
{
    /// <summary>
    /// Raised after a change is visible through this view, on any thread. Handlers return at once and do not throw.
    /// </summary>
    event Action<SiteEvent> Changed;

    /// <summary>The site at one glance.</summary>
    SiteStatusView GetStatus();

    /// <summary>All known nodes in a stable order.</summary>
    IReadOnlyList<NodeView> GetNodes();

    /// <summary>One node; null when the device is unknown.</summary>
    NodeView? GetNode(string device);

    /// <summary>What a node says it is; null when it has not, or is unknown.</summary>
    DescriptionView? GetDescription(string device);

    /// <summary>Trend of one sensor, oldest first, thinned to at most <paramref name="maxPoints"/>; empty when nothing is stored.</summary>
    IReadOnlyList<TrendPoint> GetTrend(string device, int sensor, DateTimeOffset since, int maxPoints);

    /// <summary>Newest spectrum of a kind (<c>spectrum</c> or <c>envelope</c>); null when none has arrived.</summary>
    SpectrumView? GetSpectrum(string device, int sensor, string kind);

    /// <summary>Full feature set of the newest burst; null when none has arrived.</summary>
    FeatureSetView? GetFeatures(string device, int sensor);

    /// <summary>Alerts, newest first.</summary>
    IReadOnlyList<AlertView> GetAlerts(bool openOnly, int limit);

    /// <summary>Asks a node for a burst of raw samples; false when it cannot be asked now (offline, or one is under way).</summary>
    bool RequestBurst(string device, int sensor);

    /// <summary>Asks a node's lamp to blink so that a person finds it; false when it cannot be asked now.</summary>
    bool Identify(string device, int seconds);

    /// <summary>Sends settings, by name, to a node.</summary>
    ConfigurationSentView Configure(string device, IReadOnlyDictionary<string, string> settings);

    /// <summary>Newest picture of a vision sensor by its features; null when none has arrived.</summary>
    VisionView? GetVision(string device, int sensor);

    /// <summary>Newest crop of a vision sensor; null when none has arrived.</summary>
    CropView? GetCrop(string device, int sensor);

    /// <summary>Asks a node for a crop of the next picture; false when it cannot be asked now.</summary>
    bool RequestCrop(string device, int sensor);

    /// <summary>Releases and what becomes of them; null where nothing is handed out.</summary>
    IUpdatesView? Updates => null;

    /// <summary>All metric samples, those of one family next to each other.</summary>
    IReadOnlyList<MetricSample> GetMetrics();
}
