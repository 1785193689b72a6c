using System;
using System.IO;

namespace Stethos.Gateway.Host.Serving;

/// <summary>Finds files that come with the project, from where the program lies upwards.</summary>
internal static class Places
{
    private const string Model = "gateway/models/bearing-condition/bearing-condition.onnx";
    private const string VisionModel = "gateway/models/part-surface/part-surface.onnx";
    private const string EdgeModel = "gateway/models/bearing-edge/bearing-edge.nqm";
    private const string Page = "gateway/web/dist";

    /// <summary>The sample model, null when it is not there.</summary>
    public static string? SampleModel => Find(Model, File.Exists);

    /// <summary>The sample model for crops, null when it is not there.</summary>
    public static string? SampleVisionModel => Find(VisionModel, File.Exists);

    /// <summary>The sample model of nodes, null when it is not there.</summary>
    public static string? SampleEdgeModel => Find(EdgeModel, File.Exists);

    /// <summary>The built page, null when it was not built.</summary>
    public static string? WebRoot => Find(Page, Directory.Exists);

    /// <summary>The boards' data, null when it is not there.</summary>
    public static string? Boards => Find("hardware/boards", Directory.Exists);

    private static string? Find(string relative, Func<string, bool> exists)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relative);
            if (exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
