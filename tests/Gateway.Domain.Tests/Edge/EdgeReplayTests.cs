using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Edge;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Edge;
using Stethos.Gateway.Domain.Frames;
using Stethos.Protocol;
using Stethos.Testing.Edge;
using Xunit.Abstractions;

namespace Stethos.Gateway.Domain.Tests.Edge;

/// <summary>Recomputing what nodes said: equal, tampered, swapped, missing.</summary>
public sealed class EdgeReplayTests(ITestOutputHelper output)
{
    private readonly EdgeModels _models = new();
    private readonly EdgeScorer _node = Load(SampleEdgeModel.Blob());
    private uint _sequence;

    [Fact]
    public void Honest_verdicts_are_equal_to_the_bit()
    {
        var replay = Make();
        foreach (var (_, codes, outputs) in SampleEdgeModel.Windows)
        {
            var result = replay.Look(Told(codes));
            Assert.Equal((EdgeFinding.Equal, _node.Name), (result.Finding, result.Model));
            Assert.Equal(outputs, result.Codes);
            Assert.Equal(outputs, result.Expected);
        }
    }

    [Fact]
    public void Any_bit_flipped_in_the_output_is_found()
    {
        var replay = Make();
        foreach (var (_, codes, _) in SampleEdgeModel.Windows)
        {
            for (var bit = 0; bit < 32; bit++)
            {
                var row = Told(codes);
                row.Payload[^(1 + bit / 8)] ^= (byte)(1 << (bit % 8));
                Assert.Equal(EdgeFinding.Differs, replay.Look(row).Finding);
            }
        }
    }

    [Fact]
    public void Features_changed_behind_the_models_back_are_found_wherever_they_change_its_answer()
    {
        var replay = Make();
        var random = new Random(31);
        var found = 0;
        var told = 0;
        for (var i = 0; i < 3000; i++)
        {
            var codes = SampleEdgeModel.Windows[random.Next(SampleEdgeModel.Windows.Count)].Codes;
            var forged = (byte[])codes.Clone();
            forged[random.Next(15)] ^= (byte)(1 << random.Next(8));
            var row = Row(WindowFrame.Of(forged), VerdictOn(codes));
            var result = replay.Look(row);
            Assert.Equal(!result.Codes.SequenceEqual(result.Expected!), result.Finding == EdgeFinding.Differs);
            var own = VerdictOn(forged);
            Assert.All(Enumerable.Range(0, own.OutputCount), place => Assert.Equal(own.Output(place), result.Expected![place]));
            told++;
            found += result.Finding == EdgeFinding.Differs ? 1 : 0;
        }

        output.WriteLine($"seed 31: {found} of {told} single flipped bits change the model's answer and are found");
        Assert.InRange(found, told / 4, told);
    }

    [Fact]
    public void A_model_that_came_with_a_release_is_asked_for_once_and_known_from_then_on()
    {
        var replay = Make();
        var swapped = Load(SampleEdgeModel.Changed());
        List<uint> asked = [];
        _models.Further = name =>
        {
            asked.Add(name);
            return name == EdgeModels.NameOf(SampleEdgeModel.Changed()) ? (SampleEdgeModel.Changed(), "model 2.0.1") : null;
        };
        var codes = SampleEdgeModel.Windows[0].Codes;
        var verdict = new EdgeVerdict();
        swapped.Score(WindowFrame.OverTheWire(WindowFrame.Of(codes)), verdict);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(EdgeFinding.Equal, replay.Look(Row(WindowFrame.Of(codes), verdict)).Finding);
        }

        Assert.Equal([swapped.Name], asked);
        Assert.Equal("model 2.0.1", _models.TitleOf(swapped.Name));
        verdict.Model = 1;
        Assert.Equal(EdgeFinding.UnknownModel, replay.Look(Row(WindowFrame.Of(codes), verdict)).Finding);
    }

    [Fact]
    public void A_model_swapped_without_the_gateway_is_unknown_and_one_that_took_its_name_differs()
    {
        var replay = Make();
        var swapped = Load(SampleEdgeModel.Changed());
        Assert.NotEqual(_node.Name, swapped.Name);
        var codes = SampleEdgeModel.Windows[0].Codes;
        var verdict = new EdgeVerdict();
        swapped.Score(WindowFrame.OverTheWire(WindowFrame.Of(codes)), verdict);
        Assert.Equal(EdgeFinding.UnknownModel, replay.Look(Row(WindowFrame.Of(codes), verdict)).Finding);
        verdict.Model = _node.Name;
        Assert.Equal(EdgeFinding.Differs, replay.Look(Row(WindowFrame.Of(codes), verdict)).Finding);
        Assert.Equal(EdgeModelCode.None, _models.Add(SampleEdgeModel.Changed(), "changed"));
        verdict.Model = swapped.Name;
        Assert.Equal(EdgeFinding.Equal, replay.Look(Row(WindowFrame.Of(codes), verdict)).Finding);
    }

    [Fact]
    public void Saying_that_a_good_window_could_not_be_scored_differs()
    {
        var frame = WindowFrame.Of(SampleEdgeModel.Windows[0].Codes);
        var none = new EdgeVerdict { Model = _node.Name };
        Assert.Equal(EdgeFinding.Differs, Make().Look(Row(frame, none)).Finding);
        frame.Quality = QualityFlags.Clipped;
        Assert.Equal(EdgeFinding.Equal, Make().Look(Row(frame, none)).Finding);
    }

    [Fact]
    public void A_verdict_that_stays_away_is_missing_only_where_there_was_one_in_this_boot()
    {
        var replay = Make();
        var codes = SampleEdgeModel.Windows[0].Codes;
        Assert.Equal(EdgeFinding.None, replay.Look(Row(WindowFrame.Of(codes), null)).Finding);
        replay.Look(Told(codes));
        Assert.Equal(EdgeFinding.Missing, replay.Look(Row(WindowFrame.Of(codes), null)).Finding);
        Assert.Equal(EdgeFinding.None, replay.Look(Row(WindowFrame.Of(codes), null, boot: 2)).Finding);
        Assert.Equal(EdgeFinding.None, replay.Look(Row(WindowFrame.Of(codes), null, sensor: 1)).Finding);
    }

    [Fact]
    public void A_verdict_of_a_wrong_length_is_unreadable()
    {
        // A byte string of 9 is cut to one of 4.
        var row = Told(SampleEdgeModel.Windows[0].Codes);
        var bytes = row.Payload[..^5];
        Assert.Equal(0x49, bytes[^5]);
        bytes[^5] = 0x44;
        Assert.Equal(EdgeFinding.Unreadable, Make().Look(row with { Payload = bytes }).Finding);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.25, 250)]
    [InlineData(1.0, 1000)]
    public void A_share_of_the_windows_is_recomputed(double share, int expected)
    {
        var drawn = 0;
        var replay = Make(share, () => drawn++ % 1000 / 1000.0);
        var row = Told(SampleEdgeModel.Windows[0].Codes);
        var findings = Enumerable.Range(0, 1000).Select(_ => replay.Look(row).Finding).ToArray();
        Assert.Equal(expected, findings.Count(finding => finding == EdgeFinding.Equal));
        Assert.Equal(1000 - expected, findings.Count(finding => finding == EdgeFinding.NotChecked));
    }

    [Fact]
    public void One_differing_bit_raises_an_owned_alert_that_names_it_even_in_an_old_window()
    {
        var replay = Make();
        var engine = new AlertEngine(EdgeWatch.Labels, EdgeWatch.Policy, "maintenance", EdgeWatch.Explain);
        var codes = SampleEdgeModel.Windows[0].Codes;
        Assert.Empty(engine.Apply(EdgeWatch.VerdictOf(replay.Look(Told(codes)))!));
        var row = Told(codes) with { TimeMs = 5 };
        row.Payload[^1] ^= 1;
        var (step, alert) = Assert.Single(engine.Apply(EdgeWatch.VerdictOf(replay.Look(row))!));
        Assert.Equal((AlertStep.Raise, "edge-differs", "maintenance"), (step, alert.Cause, alert.Owner));
        var driver = Assert.Single(alert.Drivers);
        Assert.Equal((1.0, "output 3 of the model"), (Math.Abs(driver.Value - driver.Reference), driver.Feature));
    }

    [Fact]
    public void The_alert_is_over_after_ten_minutes_without_another()
    {
        var replay = Make();
        var engine = new AlertEngine(EdgeWatch.Labels, EdgeWatch.Policy, "maintenance", EdgeWatch.Explain);
        var codes = SampleEdgeModel.Windows[0].Codes;
        var bad = Told(codes);
        bad.Payload[^1] ^= 1;
        engine.Apply(EdgeWatch.VerdictOf(replay.Look(bad))!);
        AlertStep[] At(long second) => [.. engine
            .Apply(EdgeWatch.VerdictOf(replay.Look(Told(codes) with { ReceivedMs = bad.ReceivedMs + 1000 * second }))!)
            .Select(step => step.Step)];
        Assert.Empty(At(1));
        Assert.Empty(At(600));
        Assert.Equal([AlertStep.Clear], At(601));
    }

    private static EdgeScorer Load(byte[] blob)
    {
        var scorer = new EdgeScorer();
        Assert.Equal(EdgeModelCode.None, scorer.Load(blob, 0, blob.Length, EdgeModels.ArenaLimit));
        return scorer;
    }

    private EdgeReplay Make(double share = 1, Func<double>? draw = null)
    {
        _models.Add(SampleEdgeModel.Blob(), "bearing-edge");
        return new EdgeReplay(_models, share, draw ?? (() => 0));
    }

    private EdgeVerdict VerdictOn(byte[] codes)
    {
        var verdict = new EdgeVerdict();
        _node.Score(WindowFrame.OverTheWire(WindowFrame.Of(codes)), verdict);
        return verdict;
    }

    private FrameRow Told(byte[] codes) => Row(WindowFrame.Of(codes), VerdictOn(codes));

    private FrameRow Row(FeatureFrame frame, EdgeVerdict? verdict, uint boot = 1, int sensor = 0)
    {
        var bytes = WindowFrame.Bytes(frame);
        if (verdict is not null)
        {
            var buffer = new byte[FeatureFrame.MaxLength];
            bytes.CopyTo(buffer, 0);
            bytes = buffer[..verdict.Append(buffer, bytes.Length, new MessageReader())];
        }

        var id = new FrameId(DeviceKey.FromBytes([0, 1, 2, 3, 4, 5, 6, 7]), boot, ++_sequence);
        return new FrameRow(id, MessageKindCode.Features, sensor, 1_000_000 + _sequence, 1_000_000, bytes);
    }
}
