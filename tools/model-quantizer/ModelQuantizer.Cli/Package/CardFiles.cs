using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Card;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Cli.Package;

/// <summary>A model's card with the files it speaks of, checked against their hashes.</summary>
/// <param name="Card">What it says.</param>
/// <param name="CardPath">Where it is.</param>
/// <param name="Model">Path of what is packaged: the blob for devices, the ONNX file for gateways.</param>
/// <param name="Onnx">Path of the ONNX file; the blob was compiled from it.</param>
internal sealed record CardFiles(ModelCard Card, string CardPath, string Model, string Onnx)
{
    /// <exception cref="ModelException">No card, no form for that runtime, or a file is not the one the card names.</exception>
    public static CardFiles Load(string path, TierRuntime runtime)
    {
        var card = ModelCard.Read(path);
        var isDevice = runtime == TierRuntime.Device;
        var form = card.Models.FirstOrDefault(model => model.Runtime == runtime) ?? throw new ModelException(
            path, $"models: none is for {(isDevice ? "devices" : "the gateway")}; make it with quantize --tier");
        var onnx = Checked(path, form.Onnx);
        return new CardFiles(card, path, isDevice ? Checked(path, form.Blob ?? throw NoBlob(path)) : onnx, onnx);
    }

    private static ModelException NoBlob(string path) => new(path, "models: the firmware cannot run this model, see its warnings");

    private static string Checked(string card, FileFacts facts)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(card))!, Path.GetFileName(facts.File));
        return FileFacts.Of(path, ModelFile.Read(path)) == facts
            ? path
            : throw new ModelException(path, $"this is not the file that {Path.GetFileName(card)} speaks of: its hash differs");
    }
}
