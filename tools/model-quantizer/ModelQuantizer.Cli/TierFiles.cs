using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Fit;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>Files and words of `quantize --tier`.</summary>
internal static class TierFiles
{
    /// <summary>Writes NAME.device.onnx, NAME.nqm and NAME.gateway.onnx into a folder, which is made; returns their paths.</summary>
    /// <exception cref="ModelException">One of them cannot be written.</exception>
    public static IReadOnlyList<string> Write(string model, string folder, IReadOnlyList<TierModel> models)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (IOException exception)
        {
            throw new ModelException(folder, $"with --tier the output is a folder: {exception.Message}", exception);
        }

        var stem = Path.Combine(folder, Path.GetFileNameWithoutExtension(model));
        var written = new List<string>();
        foreach (var one in models)
        {
            var path = $"{stem}.{(one.Runtime == TierRuntime.Device ? "device" : "gateway")}.onnx";
            ModelFile.Write(path, one.Onnx);
            written.Add(path);
            if (one.Blob is { } blob)
            {
                ModelFile.Write($"{stem}.nqm", blob);
                written.Add($"{stem}.nqm");
            }
        }

        return written;
    }

    public static void Describe(IReadOnlyList<TierModel> models, TextWriter output)
    {
        foreach (var model in models)
        {
            output.WriteLine();
            output.WriteLine(model.Runtime == TierRuntime.Device
                ? "for devices: int8, codes in and out"
                : "for the gateway: uint8, floats in and out");
            QuantizeTable.Write(model.Report, output);
        }

        output.WriteLine();
        CheckTable.Write([.. models.Select(model => model.Size)], output);
    }
}
