using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Protocol;
using Stethos.Testing;

namespace Stethos.Gateway.Host.Tests.Ingest;

public sealed class ConfigurationDeskTests : IDisposable
{
    private static readonly Dictionary<string, string> Slower = new() { ["period-ms"] = "2000" };
    private readonly IngestRig _rig = new();
    private readonly Node _node = new(0x5354_0000_0000_0007);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task What_is_wanted_of_a_silent_node_is_in_the_file_and_sent_again_at_its_birth_until_it_answers()
    {
        _rig.Keys[_node.Device.Value] = new byte[16];
        _rig.Start();
        var number = await Task.Run(() => _rig.Configurations.Want(_node.Device, Slower));
        Assert.NotEqual(0u, number);
        Assert.Equal(1, _rig.Sql($"SELECT COUNT(*) FROM configurations WHERE number={number}"));

        _rig.Stop();
        _rig.Start();
        Assert.Equal("Waiting", Status);
        var before = _rig.Link.ConfigurationsOf(_node.Device).Count;
        _rig.Send(_node.Topic(Topics.State), _node.State(0));
        Until.True(() => _rig.Link.ConfigurationsOf(_node.Device).Count > before, IngestRig.Patience, "sent again at birth");
        Assert.All(_rig.Link.ConfigurationsOf(_node.Device), sent => Assert.Equal(number, sent));

        _rig.Send(_node.Topic(Topics.Frames), _node.Result(1, number, ConfigurationResultCode.Accepted));
        Until.True(() => Status == "Trying", IngestRig.Patience, "the node has stored it");
        _rig.Send(_node.Topic(Topics.Frames), _node.Result(2, number, ConfigurationResultCode.Replayed));
        _rig.Send(_node.Topic(Topics.Frames), _node.Result(3, number, ConfigurationResultCode.Confirmed));
        Until.True(() => Status == "Applied", IngestRig.Patience, "the node keeps it");
        var answered = _rig.Link.ConfigurationsOf(_node.Device).Count;
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        _rig.Send(_node.Topic(Topics.State), _node.State(3));
        Until.True(() => _rig.AcknowledgedUpTo(_node) == 3, IngestRig.Patience, "the state is taken");
        Assert.Equal(answered, _rig.Link.ConfigurationsOf(_node.Device).Count);
    }

    [Fact]
    public async Task What_is_wanted_is_sent_again_after_a_pause()
    {
        _rig.Keys[_node.Device.Value] = new byte[16];
        _rig.Start();
        await Task.Run(() => _rig.Configurations.Want(_node.Device, Slower));
        Until.True(() => _rig.Link.ConfigurationsOf(_node.Device).Count == 1, IngestRig.Patience, "sent");
        _rig.Time.Advance(TimeSpan.FromSeconds(16));
        Until.True(() => _rig.Link.ConfigurationsOf(_node.Device).Count == 2, IngestRig.Patience, "sent again");
    }

    [Fact]
    public async Task What_the_store_refuses_is_not_promised()
    {
        _rig.Keys[_node.Device.Value] = new byte[16];
        _rig.Start();
        _rig.Sql("CREATE TRIGGER refuse BEFORE INSERT ON configurations BEGIN SELECT RAISE(ABORT, 'no room'); END");
        Assert.Equal(0u, await Task.Run(() => _rig.Configurations.Want(_node.Device, Slower)));
        Assert.Empty(_rig.Link.ConfigurationsOf(_node.Device));
    }

    [Fact]
    public void Without_a_key_nothing_is_wanted()
    {
        _rig.Start();
        Assert.Equal(0u, _rig.Configurations.Want(_node.Device, Slower));
    }

    [Fact]
    public async Task A_value_before_is_known_once_it_was_applied_from_here()
    {
        _rig.Keys[_node.Device.Value] = new byte[16];
        _rig.Start();
        var first = await Task.Run(() => _rig.Configurations.Want(_node.Device, Slower));
        _rig.Send(_node.Topic(Topics.Frames), _node.Result(1, first, ConfigurationResultCode.Confirmed));
        Until.True(() => Status == "Applied", IngestRig.Patience, "the first");
        var second = await Task.Run(() => _rig.Configurations.Want(
            _node.Device, new Dictionary<string, string> { ["period-ms"] = "500", ["name"] = "pump" }));
        Assert.True(second > first);
        _rig.Send(_node.Topic(Topics.Frames), _node.Result(2, second, ConfigurationResultCode.Confirmed));
        Until.True(() => Status == "Applied" && View!.Number == second, IngestRig.Patience, "the second");
        Assert.Equal("period-ms=2000", string.Join(' ', View!.Former.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Fact]
    public async Task What_a_node_was_flashed_with_undoes_what_was_sent_also_after_a_restart_of_the_gateway()
    {
        _rig.Keys[_node.Device.Value] = new byte[16];
        _rig.Start();
        _rig.Send(_node.Topic(Topics.State), _node.State(0));
        _rig.Send(_node.Topic(Topics.Description), _node.Description(periodMs: 1500));
        Until.True(() => _rig.Site.NodeOf(_node.Device).Description is not null, IngestRig.Patience, "the description");
        var first = await Task.Run(() => _rig.Configurations.Want(_node.Device, Slower));
        _rig.Send(_node.Topic(Topics.Frames), _node.Result(1, first, ConfigurationResultCode.Confirmed));
        Until.True(() => Status == "Applied", IngestRig.Patience, "the first");
        Assert.Equal("1500", View!.Former["period-ms"]);

        // Told in the same boot: what was sent since then is what undoes the second.
        var second = await Task.Run(() => _rig.Configurations.Want(
            _node.Device, new Dictionary<string, string> { ["period-ms"] = "500" }));
        _rig.Send(_node.Topic(Topics.Frames), _node.Result(2, second, ConfigurationResultCode.Confirmed));
        Until.True(() => Status == "Applied" && View!.Number == second, IngestRig.Patience, "the second");
        Assert.Equal("2000", View!.Former["period-ms"]);

        _rig.Sql($"DELETE FROM configurations WHERE number={second}");
        _rig.Stop();
        _rig.Start();
        Assert.Equal("1500", View!.Former["period-ms"]);
    }

    private string Status => View?.Status ?? "";

    private Domain.View.WantedConfigurationView? View
    {
        get
        {
            lock (_rig.Site.Sync)
            {
                return _rig.Site.NodeOf(_node.Device).Upkeep.View().Wanted;
            }
        }
    }
}
