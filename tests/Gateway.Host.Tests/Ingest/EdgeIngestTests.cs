using System;
using System.Linq;
using Stethos.Edge;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Protocol;
using Stethos.Testing;
using Stethos.Testing.Edge;

namespace Stethos.Gateway.Host.Tests.Ingest;

/// <summary>Verdicts of models on nodes, from the message to the stored alert and to the page.</summary>
public sealed class EdgeIngestTests : IDisposable
{
    private const string OpenAlerts = "SELECT COUNT(*) FROM alerts WHERE cleared_ms IS NULL AND owner = 'maintenance' AND cause = ";
    private readonly IngestRig _rig = new();
    private readonly Node _node = new(0x5354_0000_0000_0001);
    private readonly EdgeScorer _scorer = new();

    public EdgeIngestTests()
    {
        var blob = SampleEdgeModel.Blob();
        Assert.Equal(EdgeModelCode.None, _scorer.Load(blob, 0, blob.Length, 4096));
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void An_honest_node_raises_nothing_and_its_verdict_stands_beside_the_gateways()
    {
        _rig.EdgeModels.Add(SampleEdgeModel.Blob(), "bearing-edge");
        _rig.Start();
        Send(1, 9);
        _rig.WaitForRows("verdicts", 9);
        var edge = Edge();
        Assert.Equal(("bearing-edge", "Equal", 4), (edge.Model, edge.Finding, edge.Codes.Count));
        Assert.Equal((9, 0, 27), (edge.Checked, edge.Differing, edge.Suppressed));
        Assert.NotNull(_rig.Site.NodeOf(_node.Device).Verdict);
        Assert.Equal(0, _rig.Sql("SELECT COUNT(*) FROM alerts"));
    }

    [Fact]
    public void One_tampered_score_raises_an_owned_alert_that_is_still_open_after_a_restart()
    {
        _rig.EdgeModels.Add(SampleEdgeModel.Blob(), "bearing-edge");
        _rig.Start();
        Send(1, 3);
        Send(4, 4, frame => frame[^2] ^= 0x10);
        Send(5, 6);
        _rig.WaitForRows("alerts", 1);
        Until.True(() => _rig.Events.Any(change => change is { Kind: "alert", Id: > 0 }), IngestRig.Patience, "pages are told");
        Assert.Equal((1, "Equal"), (Edge().Differing, Edge().Finding));
        _rig.Stop();
        Assert.Equal(1, _rig.Sql(OpenAlerts + "'edge-differs'"));

        _rig.Start();
        Assert.Single(_rig.Site.EdgeAlerts!.Open);
        Send(7, 7, frame => frame[^2] ^= 0x10);
        _rig.WaitForRows("verdicts", 7);
        Assert.Equal(1, _rig.Sql("SELECT COUNT(*) FROM alerts"));
    }

    [Fact]
    public void A_model_that_the_gateway_does_not_have_raises_an_alert_and_shows_by_its_name()
    {
        _rig.Start();
        Send(1, 2);
        _rig.WaitForRows("alerts", 1);
        Assert.Equal(1, _rig.Sql(OpenAlerts + "'edge-unknown-model'"));
        Until.True(() => Edge().Finding == "UnknownModel", IngestRig.Patience, "the page is told");
        Assert.Equal(_scorer.Name.ToString("x8", null), Edge().Model);
    }

    [Fact]
    public void An_alert_about_a_tampered_score_that_could_not_be_stored_is_raised_when_it_can()
    {
        _rig.EdgeModels.Add(SampleEdgeModel.Blob(), "bearing-edge");
        _rig.Start();
        Send(1, 1);
        _rig.WaitForRows("verdicts", 1);
        _rig.Sql("CREATE TRIGGER refuse BEFORE INSERT ON alerts BEGIN SELECT RAISE(ABORT, 'no room'); END");
        Send(2, 2, frame => frame[^1] ^= 1);
        Until.True(() => _rig.Site.Problem is not null, IngestRig.Patience, "a problem is told");
        _rig.Sql("DROP TRIGGER refuse");
        _rig.WaitForRows("alerts", 1);
        Assert.Equal(1, _rig.Sql(OpenAlerts + "'edge-differs'"));
    }

    private Stethos.Gateway.Domain.View.EdgeView Edge()
    {
        lock (_rig.Site.Sync)
        {
            return _rig.Site.NodeOf(_node.Device).Edge!;
        }
    }

    // Frames whose node says that it left out three windows before each.
    private void Send(uint first, uint last, Action<byte[]>? forge = null)
    {
        for (var sequence = first; sequence <= last; sequence++)
        {
            var bytes = _node.Frame(sequence, _rig.Time.NowMs);
            var frame = new FeatureFrame();
            var reader = new MessageReader();
            Assert.Equal(FrameErrorCode.None, frame.Read(bytes, 0, bytes.Length, reader));
            var verdict = new EdgeVerdict();
            Assert.True(_scorer.Score(frame, verdict));
            verdict.Suppressed = 3;
            var buffer = new byte[FeatureFrame.MaxLength];
            bytes.CopyTo(buffer, 0);
            bytes = buffer[..verdict.Append(buffer, bytes.Length, reader)];
            forge?.Invoke(bytes);
            _rig.Send(_node.Topic(Topics.Frames), bytes);
        }
    }
}
