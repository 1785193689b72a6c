using System;
using System.IO;
using System.Security.Cryptography;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Onnx;

/// <summary>
/// ONNX files in and out (onnx.proto, field numbers as of IR version 10). Reading checks structure only; whether the operators are
/// supported is the normaliser's question, so that any readable model can be inspected.
/// </summary>
public static class OnnxModel
{
    /// <exception cref="ModelException">The file is missing, unreadable or no valid model.</exception>
    public static ModelGraph Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = ModelFile.Read(path);
        return Parse(bytes, path, Path.GetDirectoryName(Path.GetFullPath(path)));
    }

    /// <param name="model">The file's bytes; constants keep slices of them.</param>
    /// <param name="file">Name for messages and provenance.</param>
    /// <param name="folder">Where external data may lie; null when nowhere.</param>
    /// <exception cref="ModelException">No valid model.</exception>
    public static ModelGraph Parse(ReadOnlyMemory<byte> model, string file, string? folder = null)
    {
        try
        {
            return Parse(model, file, new ExternalData(folder));
        }
        catch (WireException exception)
        {
            throw new ModelException(file, exception.Message, exception);
        }
    }

    /// <summary>The model as a file: constants inline, nodes sorted, the same graph always to the same bytes.</summary>
    public static byte[] Write(ModelGraph graph) => OnnxWriter.Write(graph);

    /// <summary>Writes beside the place and renames, so that nobody reads half a file.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public static void Save(ModelGraph graph, string path) => ModelFile.Write(path, Write(graph));

    private static ModelGraph Parse(ReadOnlyMemory<byte> model, string file, ExternalData external)
    {
        var message = new WireReader(model);
        var graph = new ModelGraph("") { Opset = 1 };
        var producer = "";
        var hasGraph = false;
        while (message.Next())
        {
            switch (message.Field)
            {
                case 2 or 3:
                    producer = $"{producer} {message.Text()}".Trim();
                    break;
                case 7 when hasGraph:
                    throw new WireException(message.Offset, "the file holds two graphs");
                case 7:
                    hasGraph = true;
                    new OnnxGraphReader(graph, new OnnxTensorReader(external)).Read(message.Message());
                    break;
                case 8:
                    ReadOpset(message.Message(), graph);
                    break;
                case 14:
                    var (key, value) = OnnxEntry.Read(message.Message());
                    graph.Metadata[key] = value;
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        if (!hasGraph)
        {
            throw new WireException(0, "the file holds no graph: it is no ONNX model");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(model.Span));
        graph.Provenance = new Provenance(file, "onnx", producer, graph.Opset, model.Length + external.Bytes, hash);
        return graph;
    }

    private static void ReadOpset(WireReader message, ModelGraph graph)
    {
        var domain = "";
        var version = 0L;
        var start = message.Offset;
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    domain = message.Text();
                    break;
                case 2:
                    version = message.Integer();
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        if (version is < 1 or > 10_000)
        {
            throw new WireException(start, $"opset {version} of domain '{domain}' is no version");
        }

        if (domain is "" or "ai.onnx")
        {
            graph.Opset = (int)version;
        }
        else
        {
            graph.OtherOpsets[domain] = (int)version;
        }
    }
}
