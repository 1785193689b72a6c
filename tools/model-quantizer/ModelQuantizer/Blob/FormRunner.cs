using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>
/// Runs a device form in ONNX Runtime with all optimizations, with codes as they are outside: those of the model it came from. This is the
/// oracle of arithmetic B, and what a gateway runs to check a device.
/// </summary>
public sealed class FormRunner(ModelGraph form) : IDisposable
{
    private readonly GraphRunner _runner = new(form, shapes: form);

    /// <summary>All outputs, one after the other, for all inputs, one after the other.</summary>
    public byte[] Run(ReadOnlySpan<byte> input)
    {
        List<TensorData> inputs = [];
        foreach (var tensor in form.Inputs)
        {
            var count = (int)tensor.KnownShape.ElementCount;
            inputs.Add(new TensorData(tensor.Type, tensor.KnownShape.ToArray(), Flipped(tensor, input[..count])));
            input = input[count..];
        }

        return [.. _runner.Run([.. inputs]).Zip(form.Outputs).SelectMany(pair => Flipped(pair.Second, pair.First.Bytes.Span))];
    }

    public void Dispose() => _runner.Dispose();

    private static byte[] Flipped(Tensor tensor, ReadOnlySpan<byte> codes)
    {
        var bytes = codes.ToArray();
        for (var i = 0; i < bytes.Length && tensor.Quantization is { Type: ElementType.Int8 } && tensor.Type == ElementType.UInt8; i++)
        {
            bytes[i] ^= 0x80;
        }

        return bytes;
    }
}
