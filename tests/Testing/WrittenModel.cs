using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Stethos.Gateway.Domain.Scoring;

namespace Stethos.Testing;

/// <summary>
/// A model written field by field (onnx.proto3), y = softmax(x · W) with W = 0, in every respect fit for the gateway
/// until one of its parts is changed.
/// </summary>
public sealed class WrittenModel
{
    private const int TypeFloat = 1;

    public int InputWidth { get; init; } = ModelInput.Count;

    public int OutputWidth { get; init; } = 4;

    /// <summary>0 leaves the number of windows open.</summary>
    public int FixedBatch { get; init; }

    /// <summary>A second output with the sums before the softmax.</summary>
    public bool ShowsSums { get; init; }

    public Dictionary<string, string> Metadata { get; } = new()
    {
        ["name"] = "written",
        ["version"] = "1.0.0",
        ["inputs"] = JsonSerializer.Serialize(ModelInput.Names),
        ["labels"] = """["normal","outer","inner","ball"]""",
        ["reference"] = JsonSerializer.Serialize(new float[ModelInput.Count]),
        ["referenceName"] = "nothing",
        ["raiseAt"] = 0.8.ToString(CultureInfo.InvariantCulture),
        ["clearAt"] = 0.4.ToString(CultureInfo.InvariantCulture)
    };

    public byte[] Bytes()
    {
        var weights = new WireWriter().Number(1, InputWidth).Number(1, OutputWidth).Number(2, TypeFloat)
            .Floats(4, new float[InputWidth * OutputWidth]).Text(8, "W");
        var graph = new WireWriter()
            .Message(1, new WireWriter().Text(1, "x").Text(1, "W").Text(2, "sums").Text(4, "MatMul"))
            .Message(1, new WireWriter().Text(1, "sums").Text(2, "y").Text(4, "Softmax"))
            .Text(2, "written")
            .Message(5, weights)
            .Message(11, Value("x", InputWidth))
            .Message(12, Value("y", OutputWidth));
        if (ShowsSums)
        {
            graph.Message(12, Value("sums", OutputWidth));
        }

        var model = new WireWriter().Number(1, 7).Message(7, graph).Message(8, new WireWriter().Text(1, "").Number(2, 13));
        return Metadata
            .Aggregate(model, (file, pair) => file.Message(14, new WireWriter().Text(1, pair.Key).Text(2, pair.Value)))
            .ToArray();
    }

    private WireWriter Value(string name, int width)
    {
        var batch = FixedBatch == 0 ? new WireWriter().Text(2, "N") : new WireWriter().Number(1, FixedBatch);
        var shape = new WireWriter().Message(1, batch).Message(1, new WireWriter().Number(1, width));
        var tensor = new WireWriter().Number(1, TypeFloat).Message(2, shape);
        return new WireWriter().Text(1, name).Message(2, new WireWriter().Message(1, tensor));
    }
}
