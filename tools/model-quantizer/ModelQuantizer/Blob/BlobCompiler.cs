using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Blob.Lowering;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>Compiles a quantized model to a device's blob and proves that the blob computes what the model does.</summary>
public static class BlobCompiler
{
    private const int Seed = 20261121;

    /// <param name="source">A model of 8-bit codes: QDQ or QLinear.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ModelException">
    /// A device cannot run it (with operator, node and what to do), or in arithmetic B a result differs from ONNX Runtime's.
    /// </exception>
    public static ModelBlob Compile(ModelGraph source, BlobOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new BlobOptions();
        var form = DeviceForm.Of(source, options.Dimensions);
        var program = Lowerer.Run(form, options.Arithmetic);
        Places.Plan(program);
        var hash = source.Provenance.Sha256;
        var bytes = BlobWriter.Write(program, hash, []);
        var tests = Proven(form, program, bytes, options);
        return new ModelBlob(BlobWriter.Write(program, hash, tests), program, form);
    }

    private static List<byte[]> Proven(ModelGraph form, DeviceProgram program, byte[] blob, BlobOptions options)
    {
        var device = new DeviceRunner(blob, form.Provenance.File);
        using var runner = options.Arithmetic == Arithmetic.B ? new FormRunner(form) : null;
        var random = new Random(Seed);
        List<byte[]> tests = [];
        for (var i = 0; i < Math.Max(options.SelfTests, options.ProofRuns); i++)
        {
            var input = Codes(random, program.Inputs.Sum(port => port.Value.Count), i);
            var output = device.Run(input);
            if (runner is not null)
            {
                Compare(form, runner.Run(input), output, i);
            }

            if (i < SelfTestShare.Count(options.SelfTests, blob.Length, input.Length + output.Length))
            {
                tests.Add([.. input, .. output]);
            }
        }

        return tests;
    }

    // Noise over all codes, then ever narrower around a random middle: noise alone drives many networks into one class.
    private static byte[] Codes(Random random, int count, int run)
    {
        var width = 256 >> (run % 6);
        var middle = random.Next(256);
        var codes = new byte[count];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = (byte)Math.Clamp(middle + random.Next(width) - width / 2, 0, 255);
            if (width == 256)
            {
                codes[i] = (byte)random.Next(256);
            }
        }

        return codes;
    }

    private static void Compare(ModelGraph form, byte[] expected, byte[] output, int run)
    {
        var different = expected.Zip(output).Count(pair => pair.First != pair.Second);
        if (different > 0)
        {
            throw new ModelException(
                form.Provenance.File,
                $"on random input {run} (seed {Seed}) {different} of {expected.Length} codes differ from ONNX Runtime: a part of the "
                + "model is not run in integers there; quantize every activation, with asymmetric ranges that make Relu superfluous");
        }
    }
}
