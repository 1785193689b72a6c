using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Host.Site;

/// <summary>The gateway's metrics. Names and meanings never change; per node only what an alarm would be set on.</summary>
internal static class SiteMetrics
{
    public static List<MetricSample> Of(SiteStatusView status, SiteMemory site, DateTimeOffset now, long workingSet)
    {
        List<MetricSample> samples =
        [
            Counter("stethos_frames_stored_total", "Frames stored durably.", status.FramesStored),
            Counter("stethos_frames_duplicate_total", "Frames received again and dropped by their key.", status.FramesDuplicate),
            Counter("stethos_messages_malformed_total", "Messages refused as malformed.", status.FramesMalformed),
            Gauge("stethos_frames_missing", "Frames known to exist that have not come.", status.FramesMissing),
            Counter("stethos_verdicts_total", "Windows scored.", status.Verdicts),
            Counter("stethos_bursts_stored_total", "Bursts stored.", site.BurstsStored),
            Counter("stethos_crops_stored_total", "Crops stored.", site.CropsStored),
            Counter(
                "stethos_edge_checked_total", "Verdicts of nodes recomputed.",
                site.Nodes.Values.Sum(node => node.Edge?.Checked ?? 0)),
            Counter(
                "stethos_edge_differing_total", "Verdicts of nodes that came out otherwise.",
                site.Nodes.Values.Sum(node => node.Edge?.Differing ?? 0)),
            Counter("stethos_frames_removed_total", "Old frames removed since the start.", site.FramesRemoved),
            Gauge("stethos_store_bytes", "Bytes of the store that hold something.", site.StoreBytes),
            Gauge("stethos_disk_free_bytes", "Free bytes on the store's disk; -1 = not known.", site.DiskFreeBytes),
            Counter("stethos_commits_total", "Durable transactions.", site.Commits),
            Gauge("stethos_alerts_open", "Open alerts.", status.OpenAlerts),
            Gauge("stethos_nodes_online", "Nodes that speak in time.", status.NodesOnline),
            Gauge("stethos_broker_connected", "1 while the session with the broker is up.", status.BrokerConnected ? 1 : 0),
            Counter("stethos_broker_restarts_total", "Restarts of the supervised broker.", status.BrokerRestarts),
            Gauge("stethos_process_resident_bytes", "Resident memory of the gateway.", workingSet),
            Gauge("stethos_uptime_seconds", "Seconds since the gateway started.", (now - status.Started).TotalSeconds)
        ];
        foreach (var node in site.Nodes.Values)
        {
            samples.Add(Gauge(
                "stethos_node_frames_missing", "Frames of a node that have not come.", site.Ledger.MissingOf(node.Device),
                ("device", node.Device.ToString()), ("name", node.Name)));
        }

        foreach (var node in site.Nodes.Values)
        {
            if (node.LastSeenMs is { } seen)
            {
                samples.Add(Gauge(
                    "stethos_node_age_seconds", "Seconds since a node spoke.", (now.ToUnixTimeMilliseconds() - seen) / 1000.0,
                    ("device", node.Device.ToString()), ("name", node.Name)));
            }
        }

        return samples;
    }

    private static MetricSample Counter(string name, string help, double value) => new(name, help, "counter", value, []);

    private static MetricSample Gauge(string name, string help, double value, params (string Name, string Value)[] labels) =>
        new(name, help, "gauge", value, Array.ConvertAll(labels, label => KeyValuePair.Create(label.Name, label.Value)));
}
