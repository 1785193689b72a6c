using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Card;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Cli.Package;

/// <summary>A model's card with the files it speaks of, checked against their hashes.</summary>
/// <param name="Card">What it says.</param>
/// <param name="CardPath">Where it is.</param>
/// <param name="Blob">Path of the blob.</param>
/// <param name="Onnx">Path of the model the blob was compiled from.</param>
internal sealed record CardFiles(ModelCard Card, string CardPath, string Blob, string Onnx)
{
    /// <exception cref="ModelException">No card, no form for devices, or a file is not the one the card names.</exception>
    public static CardFiles Load(string path)
    {
        var card = ModelCard.Read(path);
        var form = card.Models.FirstOrDefault(model => model.Runtime == TierRuntime.Device)
            ?? throw new ModelException(path, "models: none is for devices; make it with quantize --tier");
        var blob = form.Blob ?? throw new ModelException(path, "models: the firmware cannot run this model, see its warnings");
        return new CardFiles(card, path, Checked(path, blob), Checked(path, form.Onnx));
    }

    private static string Checked(string card, FileFacts facts)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(card))!, Path.GetFileName(facts.File));
        return FileFacts.Of(path, ModelFile.Read(path)) == facts
            ? path
            : throw new ModelException(path, $"this is not the file that {Path.GetFileName(card)} speaks of: its hash differs");
    }
}
