using System;
using System.IO;
using System.Linq;
using Stethos.Edge;
using Stethos.Gateway.Domain.Edge;

namespace Stethos.Gateway.Host.Serving;

/// <summary>Reads blobs of models that nodes run. Every refusal is one line with the file and the cause.</summary>
internal static class EdgeModelFiles
{
    private const string Pattern = "*.nqm";

    /// <summary>One blob, ready to score.</summary>
    /// <exception cref="GatewayException">It is no blob that scores windows.</exception>
    public static EdgeScorer Load(string path)
    {
        var scorer = new EdgeScorer();
        var blob = Read(path);
        Require(path, scorer.Load(blob, 0, blob.Length, EdgeModels.ArenaLimit), scorer);
        return scorer;
    }

    /// <summary>A blob, or all of a folder; none when the path is null.</summary>
    /// <exception cref="GatewayException">There is no such file, or one is no blob that scores windows.</exception>
    public static EdgeModels LoadAll(string? path)
    {
        var models = new EdgeModels();
        var files = path is null ? []
            : Directory.Exists(path)
                ? Directory.GetFiles(path, Pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray()
            : [path];
        foreach (var file in files)
        {
            Load(file);
            models.Add(Read(file), Path.GetFileNameWithoutExtension(file));
        }

        return models;
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new GatewayException($"--edge-models '{path}': {fault.Message}", fault);
        }
    }

    private static void Require(string path, EdgeModelCode answer, EdgeScorer scorer)
    {
        var cause = answer switch
        {
            EdgeModelCode.None => null,
            EdgeModelCode.Blob => $"it is no sound blob ({scorer.BlobError})",
            EdgeModelCode.Ports => $"it does not take {EdgeInput.Count} codes of scale 1 and give 1 to 4",
            _ => "its own test vectors come out otherwise"
        };
        if (cause is not null)
        {
            throw new GatewayException($"--edge-models '{path}': {cause}");
        }
    }
}
