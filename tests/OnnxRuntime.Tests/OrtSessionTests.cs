using System;
using System.IO;

namespace Stethos.OnnxRuntime.Tests;

public sealed class OrtSessionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("stethos-onnx-").FullName;

    [Fact]
    public void Environment_tells_its_version()
    {
        Assert.Matches(@"^1\.\d+\.\d+", OrtEnvironment.Instance.Version);
        Assert.NotEmpty(OrtEnvironment.Instance.BuildInfo);
    }

    [Fact]
    public void Inputs_outputs_and_metadata_are_described()
    {
        using OrtSession session = OrtSession.FromBytes(SmallModel.Bytes(), "small");

        TensorInfo input = Assert.Single(session.Inputs);
        TensorInfo output = Assert.Single(session.Outputs);
        Assert.Equal("x: Float [-1, 4]", input.ToString());
        Assert.Equal("y: Float [-1, 3]", output.ToString());
        Assert.Equal(2, session.Metadata.Count);
        Assert.Equal("0.75", session.Metadata["stethos.threshold"]);
        Assert.Equal("Ω", session.Metadata["größe"]);
    }

    [Fact]
    public void Model_file_may_lie_under_any_name()
    {
        string path = Path.Combine(_directory, "Wälzlager größe.onnx");
        File.WriteAllBytes(path, SmallModel.Bytes());

        using OrtSession session = OrtSession.FromFile(path, new OrtSessionOptions { IntraOpThreads = 2, AllowSpinning = true });

        Assert.Equal(path, session.Name);
        Assert.Single(session.Inputs);
    }

    [Fact]
    public void Corrupt_model_is_refused_by_name()
    {
        byte[] model = SmallModel.Bytes();
        string path = Path.Combine(_directory, "corrupt.onnx");
        File.WriteAllBytes(path, model[..(model.Length / 2)]);

        OnnxRuntimeException error = Assert.Throws<OnnxRuntimeException>(() => OrtSession.FromFile(path));

        Assert.Equal(OrtErrorCode.InvalidProtobuf, error.Code);
        Assert.StartsWith(path + ": ", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length > path.Length + 10, "ONNX Runtime's own words are missing");
    }

    [Fact]
    public void Model_with_a_loose_end_is_refused_in_the_words_of_the_runtime()
    {
        WireWriter node = new WireWriter().Text(1, "loose").Text(2, "y").Text(4, "Relu");
        byte[] model = new WireWriter().Number(1, 8)
            .Message(7, new WireWriter().Message(1, node).Text(2, "bad"))
            .Message(8, new WireWriter().Text(1, "").Number(2, 13))
            .ToArray();

        OnnxRuntimeException error = Assert.Throws<OnnxRuntimeException>(() => OrtSession.FromBytes(model, "bad model"));

        Assert.StartsWith("bad model: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("'loose'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_model_file_is_named()
    {
        string path = Path.Combine(_directory, "absent.onnx");

        OnnxRuntimeException error = Assert.Throws<OnnxRuntimeException>(() => OrtSession.FromFile(path));

        Assert.Equal(OrtErrorCode.NoSuchFile, error.Code);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public void Wrong_input_width_is_refused_with_both_shapes(int width)
    {
        using OrtSession session = OrtSession.FromBytes(SmallModel.Bytes(), "small");

        OnnxRuntimeException error = Assert.Throws<OnnxRuntimeException>(() => session.PrepareRun([[2, width]], [[2, 3]]));

        Assert.Equal(OrtErrorCode.InvalidArgument, error.Code);
        Assert.Equal($"small: input 'x: Float [-1, 4]' cannot take the shape [2, {width}]", error.Message);
    }

    [Fact]
    public void Wrong_rank_and_wrong_count_are_refused()
    {
        using OrtSession session = OrtSession.FromBytes(SmallModel.Bytes(), "small");

        Assert.Throws<OnnxRuntimeException>(() => session.PrepareRun([[4]], [[1, 3]]));
        Assert.Throws<OnnxRuntimeException>(() => session.PrepareRun([[1, 4], [1, 4]], [[1, 3]]));
        Assert.Throws<OnnxRuntimeException>(() => session.PrepareRun([[-1, 4]], [[1, 3]]));
    }

    [Fact]
    public void Output_of_another_batch_size_than_the_input_is_refused_by_the_runtime()
    {
        using OrtSession session = OrtSession.FromBytes(SmallModel.Bytes(), "small");
        using PinnedRun run = session.PrepareRun([[2, 4]], [[3, 3]]);

        OnnxRuntimeException error = Assert.Throws<OnnxRuntimeException>(run.Run);

        Assert.StartsWith("small: ", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(_directory, recursive: true);
    }
}
