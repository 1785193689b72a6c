using System;
using System.Linq;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Accuracy;

/// <summary>
/// A model in the arithmetic of a device: compiled to a blob and run by the firmware's own code. What stands before the first codes, and so
/// outside the blob, runs in ONNX Runtime.
/// </summary>
public sealed class DeviceModelRunner : IModelRunner
{
    private readonly DeviceRunner _runner;
    private readonly DevicePort _input;
    private readonly DevicePort _output;
    private readonly GraphRunner? _front;

    /// <param name="name">For reports.</param>
    /// <param name="graph">A model of 8-bit codes with one input.</param>
    /// <param name="arithmetic">B equals ONNX Runtime, A the reference kernels of TFLite.</param>
    /// <exception cref="ModelException">A device cannot run it.</exception>
    public DeviceModelRunner(string name, ModelGraph graph, Arithmetic arithmetic = Arithmetic.B)
    {
        var blob = BlobCompiler.Compile(graph, new BlobOptions { Arithmetic = arithmetic });
        Name = name;
        _runner = new DeviceRunner(blob.Bytes, graph.Provenance.File);
        (_input, _output) = (blob.Program.Inputs[0], blob.Program.Outputs[0]);
        _front = Front(graph, _input.Name);
    }

    public string Name { get; }

    public float[] Run(TensorData[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var codes = _front is null ? Codes(inputs[0]) : _front.Run(inputs)[0].Bytes.ToArray();
        var isSigned = _output.Type == ElementType.Int8;
        return
        [
            .. _runner.Run(codes).Take(_output.Value.Count)
                .Select(code => ((isSigned ? (int)unchecked((sbyte)code) : code) - _output.ZeroPoint) * _output.Scale),
        ];
    }

    public void Dispose() => _front?.Dispose();

    private static GraphRunner? Front(ModelGraph graph, string codes)
    {
        if (graph.Find(codes) is not { IsConstant: false } first || graph.Producer(first) is null)
        {
            return null;
        }

        var front = graph.Clone();
        front.SetOutput(0, front.Find(codes)!);
        front.RemoveUnused();
        return new GraphRunner(front);
    }

    private byte[] Codes(TensorData input)
    {
        var (lowest, highest) = ElementTypes.RangeOf(_input.Type);
        return
        [
            .. input.ToFloats().Select(value =>
                unchecked((byte)(int)Math.Clamp(MathF.Round(value / _input.Scale) + _input.ZeroPoint, lowest, highest))),
        ];
    }
}
