using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Xunit.Abstractions;

namespace Stethos.OnnxRuntime.Tests;

/// <summary>Node tests of the ONNX project, when the folder shared stands beside the repository (or STETHOS_SHARED names it).</summary>
public sealed class OnnxNodeTests(ITestOutputHelper output)
{
    private const float Tolerance = 1e-5f;

    [Theory]
    [InlineData("test_add")]
    [InlineData("test_add_bcast")]
    [InlineData("test_averagepool_2d_default")]
    [InlineData("test_basic_conv_with_padding")]
    [InlineData("test_batchnorm_epsilon")]
    [InlineData("test_gemm_all_attributes")]
    [InlineData("test_globalaveragepool")]
    [InlineData("test_leakyrelu")]
    [InlineData("test_matmul_2d")]
    [InlineData("test_maxpool_2d_default")]
    [InlineData("test_qlinearconv")]
    [InlineData("test_quantizelinear")]
    [InlineData("test_relu")]
    [InlineData("test_reshape_reordered_all_dims")]
    [InlineData("test_sigmoid")]
    [InlineData("test_softmax_axis_1")]
    public void Published_result_is_reproduced(string name)
    {
        string folder = Path.Combine(SharedFolder(), "data", "conformance", "onnx_node", name);
        if (!Directory.Exists(folder))
        {
            output.WriteLine($"{folder} is absent: nothing was compared");
            return;
        }

        using OrtSession session = OrtSession.FromFile(Path.Combine(folder, "model.onnx"));
        TensorFile[] inputs = ReadAll(folder, "input", session.Inputs.Count);
        TensorFile[] expected = ReadAll(folder, "output", session.Outputs.Count);
        using PinnedRun run = session.PrepareRun(Shapes(inputs), Shapes(expected));
        for (int i = 0; i < inputs.Length; i++)
        {
            Fill(run, i, inputs[i]);
        }

        run.Run();

        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].ElementType, session.Outputs[i].ElementType);
            Compare(expected[i], run, i);
        }
    }

    private static void Fill(PinnedRun run, int index, TensorFile tensor)
    {
        Span<byte> buffer = tensor.ElementType switch
        {
            TensorElementType.Float => MemoryMarshal.AsBytes(run.Input<float>(index)),
            TensorElementType.Int64 => MemoryMarshal.AsBytes(run.Input<long>(index)),
            _ => run.Input<byte>(index),
        };
        Assert.Equal(buffer.Length, tensor.Data.Length);
        tensor.Data.CopyTo(buffer);
    }

    private static void Compare(TensorFile expected, PinnedRun run, int index)
    {
        if (expected.ElementType != TensorElementType.Float)
        {
            Assert.Equal(expected.Data, run.Output<byte>(index));
            return;
        }

        ReadOnlySpan<float> wanted = MemoryMarshal.Cast<byte, float>(expected.Data);
        ReadOnlySpan<float> actual = run.Output(index);
        Assert.Equal(wanted.Length, actual.Length);
        for (int i = 0; i < wanted.Length; i++)
        {
            Assert.True(
                MathF.Abs(wanted[i] - actual[i]) <= Tolerance * (1 + MathF.Abs(wanted[i])), $"element {i}: {wanted[i]} and {actual[i]}");
        }
    }

    private static TensorFile[] ReadAll(string folder, string kind, int count)
    {
        var files = new TensorFile[count];
        for (int i = 0; i < count; i++)
        {
            files[i] = TensorFile.Read(Path.Combine(folder, "test_data_set_0", $"{kind}_{i}.pb"));
        }

        return files;
    }

    private static IReadOnlyList<long>[] Shapes(TensorFile[] tensors) => Array.ConvertAll(tensors, tensor => tensor.Shape);

    private static string SharedFolder()
    {
        string? configured = Environment.GetEnvironmentVariable("STETHOS_SHARED");
        if (!string.IsNullOrEmpty(configured))
        {
            return configured;
        }

        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "global.json")))
        {
            root = Path.GetDirectoryName(root);
        }

        return Path.GetFullPath(Path.Combine(root ?? ".", "..", "shared"));
    }
}
