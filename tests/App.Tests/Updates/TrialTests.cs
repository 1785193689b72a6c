using System;
using System.Linq;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Inference;
using Stethos.Protocol;
using Stethos.Testing.Edge;
using Stethos.Testing.Releases;
using Stethos.Update;
using Stethos.Update.Manifests;

namespace Stethos.App.Tests.Updates;

/// <summary>What an application and a model on trial have to show, and what is held against them.</summary>
public sealed class TrialTests : IDisposable
{
    private static readonly byte[] Application = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7))];
    private readonly TestOwner _owner = new();

    public void Dispose() => _owner.Dispose();

    [Fact]
    public void A_trial_that_shows_everything_is_confirmed()
    {
        var node = OnTrial(_ => { });
        node.Run(100, now => Thrive(node, now));
        Assert.Equal((UpdateStateCode.Confirmed, UpdateReasonCode.None), (node.Machine.State, node.Machine.Reason));
        Assert.Equal(2u, node.Machine.Record.VersionOf(ComponentCode.Application, 1));
    }

    [Theory]
    [InlineData(0, 16, UpdateStateCode.Confirmed)]
    [InlineData(0, 32, UpdateStateCode.Confirmed)]
    [InlineData(1, 16, UpdateStateCode.RolledBack)]
    [InlineData(32, 32, UpdateStateCode.RolledBack)]
    public void A_model_whose_answers_are_not_those_the_manifest_names_is_rolled_back(int wrong, int length, UpdateStateCode state)
    {
        var model = SampleEdgeModel.Blob();
        var node = OnTrial(manifest =>
        {
            Assert.Equal(ModelErrorCode.None, GoldenInference.Compute(model, 1 << 18, manifest.Health.GoldenDigest));
            manifest.Health.GoldenLength = length;
            if (wrong > 0)
            {
                manifest.Health.GoldenDigest[wrong - 1] ^= 1;
            }
        }, model);
        node.Run(100, now => Thrive(node, now));
        Assert.Equal(state, node.Machine.State);
        Assert.Equal(state == UpdateStateCode.Confirmed ? 0 : (int)UpdateReasonCode.WrongInference, (int)node.Machine.Reason);
    }

    [Fact]
    public void A_manifest_that_names_answers_of_a_model_the_node_does_not_have_is_rolled_back()
    {
        var node = OnTrial(manifest => manifest.Health.GoldenLength = 16);
        node.Run(100, now => Thrive(node, now));
        Assert.Equal((UpdateStateCode.RolledBack, UpdateReasonCode.WrongInference), (node.Machine.State, node.Machine.Reason));
    }

    [Fact]
    public void A_model_that_fails_its_own_vectors_is_rolled_back()
    {
        var model = SampleEdgeModel.WithWrongVector();
        var node = OnTrial(_ => { }, model);
        node.Run(100, now => Thrive(node, now));
        Assert.Equal((UpdateStateCode.RolledBack, UpdateReasonCode.WrongInference), (node.Machine.State, node.Machine.Reason));
    }

    [Fact]
    public void A_model_that_is_right_and_that_the_application_cannot_use_is_rolled_back()
    {
        var node = OnTrial(_ => { }, SampleEdgeModel.Blob());
        node.State.IsModelRefused = true;
        node.Run(100, now => Thrive(node, now));
        Assert.Equal((UpdateStateCode.RolledBack, UpdateReasonCode.WrongInference), (node.Machine.State, node.Machine.Reason));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_gateway_that_is_away_with_its_broker_rolls_nothing_back(bool hadContact, bool hasNetwork)
    {
        var node = OnTrial(_ => { }, hadContact: hadContact);
        node.Run(3600, now => Live(node, now, hasNetwork));
        Assert.Equal(UpdateStateCode.Trial, node.Machine.State);
        node.Run(100, now => Thrive(node, now));
        Assert.Equal(UpdateStateCode.Confirmed, node.Machine.State);
    }

    [Fact]
    public void An_application_that_takes_the_network_away_is_rolled_back()
    {
        var node = OnTrial(_ => { }, hadContact: true);
        node.Run(3600, now => Live(node, now, hasNetwork: false));
        Assert.Equal((UpdateStateCode.RolledBack, UpdateReasonCode.GatewaySilent), (node.Machine.State, node.Machine.Reason));
    }

    [Fact]
    public void An_application_that_hangs_before_the_first_reading_is_told_as_a_loop_that_stands_still()
    {
        var node = OnTrial(_ => { });
        node.Run(3600, now =>
        {
            node.State.Control.LinkStatus = LinkStatusCode.Ok;
            node.State.Control.Beats.Beat(LoopCode.Link, now);
            node.State.Control.NoteRoundTrip(now);
            if (now < 5_000)
            {
                node.State.Control.Beats.Beat(LoopCode.Capture, now);
            }
        });
        Assert.Equal((UpdateStateCode.RolledBack, UpdateReasonCode.LoopSilent), (node.Machine.State, node.Machine.Reason));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(3_599, true)]
    [InlineData(3_601, false)]
    public void The_record_tells_whether_the_gateway_was_heard_in_the_hour_before(int secondsAgo, bool hadContact)
    {
        var node = Flashed(out var release, _ => { });
        node.Stage(release, (ComponentCode.Application, Changed));
        node.Boot();
        if (secondsAgo >= 0)
        {
            node.State.Control.NoteRoundTrip(node.Now);
            node.Turn(1000 * secondsAgo);
        }

        node.Order(UpdateActionCode.Activate, release.Digest);
        Assert.Equal((UpdateStateCode.Armed, hadContact), (node.Machine.State, node.Machine.Record.HadContact));
    }

    private static byte[] Changed => [.. Application, 1];

    private static void Thrive(UpdatedNode node, long now)
    {
        Live(node, now, hasNetwork: true);
        node.State.Control.NoteRoundTrip(now);
    }

    private static void Live(UpdatedNode node, long now, bool hasNetwork)
    {
        var control = node.State.Control;
        control.LinkStatus = hasNetwork ? LinkStatusCode.Unreachable : LinkStatusCode.NotConnected;
        control.Beats.Beat(LoopCode.Capture, now);
        control.Beats.Beat(LoopCode.Link, now);
        control.NoteSensor(0, true);
    }

    private UpdatedNode OnTrial(Action<Manifest> change, byte[]? model = null, bool hadContact = false)
    {
        var node = Flashed(out var release, change, model);
        node.Stage(release, [(ComponentCode.Application, Changed), .. model is null ? [] : new[] { (ComponentCode.Model, model) }]);
        Assert.Equal(UpdateReasonCode.None, node.Machine.Arm(hadContact));
        node.Boot();
        return node;
    }

    private UpdatedNode Flashed(out SignedRelease release, Action<Manifest> change, byte[]? model = null)
    {
        release = _owner.Release(1, Changed, model, manifest =>
        {
            manifest.Health.Beats = 3;
            (manifest.Health.NeedsGateway, manifest.Health.NeedsSensors) = (true, true);
            change(manifest);
        });
        var node = new UpdatedNode(new PowerCutFileStore(1));
        node.Boot();
        node.Flash(Application);
        node.Boot();
        return node;
    }
}
