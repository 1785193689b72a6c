using System;
using System.Linq;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Tests.Site;

public sealed class SiteMetricsTests : IDisposable
{
    private readonly ViewRig _rig = new();
    private readonly Node _node = new(0x5354_0000_0000_0007);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Names_are_those_that_dashboards_and_alarms_are_built_on()
    {
        _rig.Intake.Take(_node.Topic(Topics.State), _node.State(1));

        Assert.Equal(
            [
                "stethos_frames_stored_total", "stethos_frames_duplicate_total", "stethos_messages_malformed_total",
                "stethos_frames_missing", "stethos_verdicts_total", "stethos_bursts_stored_total", "stethos_crops_stored_total",
                "stethos_edge_checked_total", "stethos_edge_differing_total", "stethos_frames_removed_total", "stethos_store_bytes",
                "stethos_disk_free_bytes", "stethos_commits_total", "stethos_alerts_open",
                "stethos_nodes_online", "stethos_broker_connected", "stethos_broker_restarts_total",
                "stethos_process_resident_bytes", "stethos_uptime_seconds", "stethos_node_frames_missing", "stethos_node_age_seconds"
            ],
            _rig.View.GetMetrics().Select(sample => sample.Name));
    }

    [Fact]
    public void Only_what_grows_is_a_counter_and_is_named_so()
    {
        foreach (var sample in _rig.View.GetMetrics())
        {
            Assert.Equal(sample.Name.EndsWith("_total", StringComparison.Ordinal) ? "counter" : "gauge", sample.Type);
            Assert.NotEmpty(sample.Help);
        }
    }

    [Fact]
    public void A_nodes_samples_carry_its_device_and_name_and_its_own_values()
    {
        _rig.Intake.Take(_node.Topic(Topics.State), _node.State(5));
        _rig.Intake.Time.Advance(TimeSpan.FromSeconds(12));
        var samples = _rig.View.GetMetrics().Where(sample => sample.Labels.Count > 0).ToDictionary(sample => sample.Name);

        Assert.Equal((5, 12), (samples["stethos_node_frames_missing"].Value, samples["stethos_node_age_seconds"].Value));
        Assert.All(samples.Values, sample => Assert.Equal(
            [("device", _node.Text), ("name", "node-07")], sample.Labels.Select(label => (label.Key, label.Value))));
    }

    [Fact]
    public void Samples_of_a_family_stand_together()
    {
        foreach (var id in (ulong[])[1, 2, 3])
        {
            var node = new Node(id);
            _rig.Intake.Take(node.Topic(Topics.State), node.State(1));
        }

        var names = _rig.View.GetMetrics().Select(sample => sample.Name).ToArray();
        Assert.Equal(names.Distinct().Count(), names.Zip(names.Skip(1)).Count(pair => pair.First != pair.Second) + 1);
    }
}
