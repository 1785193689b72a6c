using System;
using System.Linq;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Accuracy;

/// <summary>A model in the arithmetic of a device: compiled to a blob and run by the firmware's own code.</summary>
public sealed class DeviceModelRunner : IModelRunner
{
    private readonly DeviceRunner _runner;
    private readonly DevicePort _input;
    private readonly DevicePort _output;

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
    }

    public string Name { get; }

    public float[] Run(TensorData[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (lowest, highest) = ElementTypes.RangeOf(_input.Type);
        byte[] codes =
        [
            .. inputs[0].ToFloats().Select(value =>
                unchecked((byte)(int)Math.Clamp(MathF.Round(value / _input.Scale) + _input.ZeroPoint, lowest, highest))),
        ];
        var isSigned = _output.Type == ElementType.Int8;
        return
        [
            .. _runner.Run(codes).Take(_output.Value.Count)
                .Select(code => ((isSigned ? (int)unchecked((sbyte)code) : code) - _output.ZeroPoint) * _output.Scale),
        ];
    }

    public void Dispose()
    {
    }
}
