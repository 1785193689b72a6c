using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.ModelQuantizer.Card;
using Stethos.ModelQuantizer.Fit;
using Stethos.ModelQuantizer.Size.Report;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>Files and words of `quantize --tier`.</summary>
internal static class TierFiles
{
    /// <summary>
    /// Writes NAME.device.onnx, NAME.nqm, NAME.gateway.onnx, a report (.html) for each and NAME.card.json into a folder, which is made;
    /// returns their paths.
    /// </summary>
    /// <exception cref="ModelException">One of them cannot be written; then none is left.</exception>
    public static IReadOnlyList<string> Write(ModelCard card, string folder, IReadOnlyList<TierModel> models)
    {
        var isNew = !Directory.Exists(folder);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (IOException exception)
        {
            throw new ModelException(folder, $"with --tier the output is a folder: {exception.Message}", exception);
        }

        var files = models.Select(model => (Name: CardWriter.OnnxName(card.Name, model.Runtime), Bytes: model.Onnx))
            .Concat(models.Where(model => model.Blob is not null).Select(model => (CardWriter.BlobName(card.Name), model.Blob!)))
            .Concat(models.Select(model => (
                Path.ChangeExtension(CardWriter.OnnxName(card.Name, model.Runtime), ".html"),
                Encoding.UTF8.GetBytes(ReportPage.Write(model.Size)))))
            .Append((CardWriter.CardName(card.Name), card.Write()));
        var written = new List<string>();
        try
        {
            foreach (var (name, bytes) in files)
            {
                ModelFile.Write(Path.Combine(folder, name), bytes);
                written.Add(Path.Combine(folder, name));
            }
        }
        catch (ModelException)
        {
            written.ForEach(File.Delete);
            if (isNew)
            {
                Directory.Delete(folder);
            }

            throw;
        }

        return written;
    }

    /// <param name="models">What was made.</param>
    /// <param name="output">Where to say it.</param>
    /// <param name="withSensitivity">Also each layer alone, which the reports hold anyway.</param>
    public static void Describe(IReadOnlyList<TierModel> models, TextWriter output, bool withSensitivity)
    {
        foreach (var model in models)
        {
            output.WriteLine();
            output.WriteLine(model.Runtime == TierRuntime.Device
                ? "for devices: int8, codes in and out"
                : "for the gateway: uint8, floats in and out");
            var report = withSensitivity ? model.Report : model.Report with { Sensitivity = [] };

            // What ONNX Runtime makes of codes with a sign says nothing of a board.
            QuantizeTable.Write(model.Runtime == TierRuntime.Device ? report with { Fusion = "", NotFused = [] } : report, output);
        }

        output.WriteLine();
        CheckTable.Write([.. models.Select(model => model.Size)], output);
    }
}
