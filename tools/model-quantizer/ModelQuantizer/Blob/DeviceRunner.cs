using System;
using Stethos.Inference;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>Runs a blob with the firmware's own code.</summary>
public sealed class DeviceRunner
{
    private readonly Model _model = new();

    /// <param name="blob">The whole blob.</param>
    /// <param name="name">For the message.</param>
    /// <exception cref="ModelException">The firmware refuses the blob.</exception>
    public DeviceRunner(byte[] blob, string name)
    {
        ArgumentNullException.ThrowIfNull(blob);
        var error = _model.Prepare(blob, 0, blob.Length, int.MaxValue, true);
        if (error != ModelErrorCode.None)
        {
            throw new ModelException(name, error == ModelErrorCode.WrongMagic
                ? "this is no model blob (.nqm); 'convert' makes one"
                : $"the firmware refuses the blob: {error}");
        }
    }

    public Model Model => _model;

    /// <summary>All outputs, one after the other, for all inputs, one after the other.</summary>
    public byte[] Run(ReadOnlySpan<byte> input)
    {
        if (input.Length != _model.InputLength)
        {
            throw new ArgumentException($"{input.Length} codes for {_model.InputLength}", nameof(input));
        }

        var output = new byte[_model.OutputLength];
        _model.Run(input.ToArray(), 0, output, 0);
        return output;
    }
}
