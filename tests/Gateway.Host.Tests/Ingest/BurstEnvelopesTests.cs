using System;
using System.Linq;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Tests.Ingest;

public sealed class BurstEnvelopesTests : IDisposable
{
    private const int RateHz = 12_800;
    private const double ShaftHz = 25;
    private const float Bpfo = 3.5f;
    private readonly IntakeRig _rig = new();
    private readonly Node _node = new(7);

    [Fact]
    public void A_frame_without_envelope_is_scored_when_the_burst_of_its_window_has_come()
    {
        Begin();
        Assert.Empty(_rig.Intake.Result.Candidates);
        Send(Impacts(), _rig.Time.NowMs);
        var late = Assert.Single(_rig.Intake.Result.Late);
        Assert.Equal(1u, late.Frame.Id.Sequence);

        // Inputs 3 to 5 are the lines at BPFO: impacts at that rate stand out there and not at BPFI.
        Assert.True(late.Inputs[3] > 0.5f && late.Inputs[3] > late.Inputs[6] + 0.3f, string.Join(' ', late.Inputs));
    }

    [Fact]
    public void A_burst_of_another_window_completes_nothing()
    {
        Begin();
        Send(Impacts(), _rig.Time.NowMs - 1);
        Assert.Empty(_rig.Intake.Result.Late);
    }

    [Fact]
    public void A_second_burst_of_the_window_scores_nothing_again()
    {
        Begin();
        Send(Impacts(), _rig.Time.NowMs);
        Send(Impacts(), _rig.Time.NowMs, 2);
        Assert.Single(_rig.Intake.Result.Late);
    }

    [Fact]
    public void A_clipped_window_is_not_scored_with_its_burst_either()
    {
        Begin(QualityFlags.Clipped);
        Send(Impacts(), _rig.Time.NowMs);
        Assert.Empty(_rig.Intake.Result.Late);
    }

    public void Dispose() => _rig.Dispose();

    private void Begin(int quality = 0)
    {
        _rig.Take(_node.Topic(Topics.State), _node.State(0, 1, "node", Bpfo, 5.4f, 2.3f, 0.39f));
        _rig.Take(_node.Topic(Topics.Frames), _node.Frame(1, _rig.Time.NowMs, quality: quality, hasEnvelope: false));
    }

    private void Send(short[] samples, long timeMs, uint burst = 1)
    {
        var chunks = samples.Chunk(BurstChunk.MaxSamples).ToArray();
        for (var i = 0; i < chunks.Length; i++)
        {
            _rig.Take(_node.Topic(Topics.Bursts), _node.Chunk(burst, i, chunks.Length, chunks[i], (ulong)timeMs));
        }
    }

    // A mode of 3 kHz struck at BPFO, in a little noise.
    private static short[] Impacts()
    {
        var random = new Random(3);
        var samples = new short[8192];
        for (var i = 0; i < samples.Length; i++)
        {
            var sinceImpact = i / (double)RateHz % (1 / (ShaftHz * Bpfo));
            var ring = 3000 * Math.Exp(-sinceImpact * 800) * Math.Sin(2 * Math.PI * 3000 * sinceImpact);
            samples[i] = (short)(ring + 20 * (random.NextDouble() - 0.5));
        }

        return samples;
    }
}
