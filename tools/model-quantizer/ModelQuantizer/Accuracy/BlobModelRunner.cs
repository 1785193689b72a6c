using System;
using System.Buffers.Binary;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Accuracy;

/// <summary>A finished blob (.nqm) run by the firmware's own code, in the arithmetic it was compiled for.</summary>
public sealed class BlobModelRunner : IModelRunner
{
    private readonly DeviceRunner _runner;
    private readonly Port _input;
    private readonly Port _output;

    /// <param name="name">For reports.</param>
    /// <param name="blob">The file.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="ModelException">The firmware refuses the blob, or it takes several inputs.</exception>
    public BlobModelRunner(string name, byte[] blob, string file)
    {
        Name = name;
        _runner = new DeviceRunner(blob, file);
        if (_runner.Model.InputCount != 1)
        {
            throw new ModelException(file, $"the blob has {_runner.Model.InputCount} inputs: one can be compared");
        }

        (_input, _output) = (_runner.Model.Input(0), _runner.Model.Output(0));
    }

    public string Name { get; }

    /// <summary>Whether a file begins as a blob.</summary>
    public static bool IsBlob(ReadOnlySpan<byte> file) =>
        file.Length > sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(file) == ModelFormat.Magic;

    public float[] Run(TensorData[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (lowest, highest) = _input.IsUnsigned ? (0, 255) : (-128, 127);
        byte[] codes =
        [
            .. inputs[0].ToFloats().Select(value =>
                unchecked((byte)(int)Math.Clamp(MathF.Round(value / _input.Scale) + _input.ZeroPoint, lowest, highest))),
        ];
        if (codes.Length != _input.Length)
        {
            throw new ModelException(Name, $"samples of {codes.Length} numbers do not fit the blob's input of {_input.Length} codes");
        }

        return
        [
            .. _runner.Run(codes).Take(_output.Length)
                .Select(code => ((_output.IsUnsigned ? code : (int)unchecked((sbyte)code)) - _output.ZeroPoint) * _output.Scale),
        ];
    }

    public void Dispose()
    {
    }
}
