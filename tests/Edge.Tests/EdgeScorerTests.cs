using System;
using System.IO;
using System.Linq;
using Stethos.Inference;
using Stethos.Protocol;
using Stethos.Testing;
using Stethos.Testing.Edge;

namespace Stethos.Edge.Tests;

public sealed class EdgeScorerTests
{
    private const int ArenaLimit = 4096;
    private readonly EdgeScorer _scorer = new();
    private readonly EdgeVerdict _verdict = new();

    [Fact]
    public void The_sample_model_gives_the_outputs_that_come_with_it()
    {
        Assert.Equal(EdgeModelCode.None, Load(SampleEdgeModel.Blob()));
        var codes = new byte[EdgeInput.Count];
        foreach (var (label, inputs, outputs) in SampleEdgeModel.Windows)
        {
            var frame = WindowFrame.OverTheWire(WindowFrame.Of(inputs));
            Assert.True(EdgeInput.TryFill(frame, codes));
            Assert.Equal(inputs, codes);
            Assert.True(_scorer.Score(frame, _verdict));
            Assert.Equal(outputs, Enumerable.Range(0, _verdict.OutputCount).Select(i => _verdict.Output(i)));
            Assert.True(label != "normal" || EdgeScorer.FaultOf(_verdict) < 128, label);
        }
    }

    [Fact]
    public void Its_name_is_the_beginning_of_the_blobs_hash()
    {
        var blob = SampleEdgeModel.Blob();
        Load(blob);
        Assert.Equal(Convert.ToHexString(blob.AsSpan(blob.Length - 32, 4)), _scorer.Name.ToString("X8", null));
        _scorer.Score(WindowFrame.Of(SampleEdgeModel.Windows[0].Codes), _verdict);
        Assert.Equal(_scorer.Name, _verdict.Model);
    }

    [Fact]
    public void A_window_not_fit_for_scoring_leaves_a_verdict_without_output()
    {
        Load(SampleEdgeModel.Blob());
        var frame = WindowFrame.Of(SampleEdgeModel.Windows[0].Codes);
        _scorer.Score(frame, _verdict);
        frame.Quality = QualityFlags.Clipped;
        Assert.False(_scorer.Score(frame, _verdict));
        Assert.Equal((0, 0, _scorer.Name), (_verdict.OutputCount, EdgeScorer.FaultOf(_verdict), _verdict.Model));
    }

    [Fact]
    public void A_blob_of_another_shape_is_refused_by_its_ports()
    {
        var other = File.ReadAllBytes(RepositoryFiles.PathOf("tests", "vectors", "model", "dense-b.nqm"));
        Assert.Equal(EdgeModelCode.Ports, Load(other));
        Assert.Equal(0u, _scorer.Name);
    }

    [Fact]
    public void A_blob_with_any_flipped_bit_is_refused()
    {
        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            var blob = SampleEdgeModel.Blob();
            blob[random.Next(blob.Length)] ^= (byte)(1 << random.Next(8));
            Assert.Equal(EdgeModelCode.Blob, Load(blob));
            Assert.NotEqual(ModelErrorCode.None, _scorer.BlobError);
        }
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        Load(SampleEdgeModel.Blob());
        var frame = WindowFrame.Of(SampleEdgeModel.Windows[0].Codes);
        _scorer.Score(frame, _verdict);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _scorer.Score(frame, _verdict);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private EdgeModelCode Load(byte[] blob) => _scorer.Load(blob, 0, blob.Length, ArenaLimit);
}
