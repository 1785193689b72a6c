using Stethos.App.Configuration;
using Stethos.App.Edge;
using Stethos.Edge;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;
using Stethos.Testing.Edge;

namespace Stethos.App.Tests.Edge;

/// <summary>What boards make of the model they find.</summary>
public sealed class EdgeStartTests
{
    private const int Arena = 65536;
    private readonly NodeState _state = new(1, 16, 64);

    [Fact]
    public void A_node_without_a_model_has_no_gate_and_nothing_to_complain_about()
    {
        Assert.Null(EdgeStart.Gate(null, new NodeSettings(), _state, 1, Arena));
        Assert.Equal(NodeErrorCode.None, _state.Control.Errors.Last);
        Assert.False(_state.IsModelRefused);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_left_out_is_a_setting(bool leavesOut)
    {
        var settings = new NodeSettings { Further = new MeasuringSettings { LeavesOutCalm = leavesOut } };
        var gate = Assert.IsType<EdgeGate>(EdgeStart.Gate(SampleEdgeModel.Blob(), settings, _state, 1, Arena));
        Assert.Equal(leavesOut, gate.IsGating);
        Assert.IsType<EdgeGate>(EdgeStart.Gate(SampleEdgeModel.Blob(), new NodeSettings(), _state, 1, Arena));
    }

    [Fact]
    public void A_model_that_cannot_score_is_counted_and_windows_go_out_without_it()
    {
        var blob = SampleEdgeModel.Blob();
        Assert.Null(EdgeStart.Gate(blob, new NodeSettings(), _state, 1, 16));
        blob[900] ^= 1;
        Assert.Null(EdgeStart.Gate(blob, new NodeSettings(), _state, 1, Arena));
        Assert.Equal(NodeErrorCode.RecordCorrupt, _state.Control.Errors.Last);
        Assert.True(_state.IsModelRefused);
    }

    [Fact]
    public void The_file_of_a_board_without_slots_is_read_whole_or_not_at_all()
    {
        var files = new MemoryFileStore(1 << 20);
        Assert.Null(EdgeStart.ReadFile(files, Arena));
        var blob = SampleEdgeModel.Blob();
        files.Write(EdgeScorer.FileName, blob, 0, blob.Length);
        Assert.Equal(blob, EdgeStart.ReadFile(files, blob.Length));
        Assert.Null(EdgeStart.ReadFile(files, blob.Length - 1));
    }
}
