using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Normalise;

/// <summary>
/// Rewrites nodes of opset 7 to 20 as opset 21 has them. Operators that are not named here only gained element types or attributes whose
/// defaults keep the old meaning (ONNX, Changelog.md). Softmax needs ranks and has a pass of its own.
/// </summary>
internal sealed class OpsetUpgrade(ModelGraph graph)
{
    private const int Target = 21;
    private readonly int _from = graph.Opset;

    /// <summary>Number of nodes rewritten.</summary>
    public int Run()
    {
        var changed = 0;
        foreach (var node in graph.Nodes.ToArray())
        {
            changed += node.Domain.Length == 0 && Upgrade(node) ? 1 : 0;
        }

        graph.Opset = Target;
        foreach (var domain in graph.OtherOpsets.Keys.Where(domain => graph.Nodes.All(node => node.Domain != domain)).ToArray())
        {
            graph.OtherOpsets.Remove(domain);
        }

        return changed;
    }

    private bool Upgrade(Node node) => node.Op switch
    {
        "Clip" => _from < 11 && Clip(node),
        "Pad" => _from < 11 && Pad(node),
        "Slice" => _from < 10 && Slice(node),
        "Squeeze" or "Unsqueeze" or "ReduceSum" => _from < 13 && MoveList(node, "axes"),
        "Split" => Split(node),
        "Upsample" => Upsample(node),
        "Resize" => Resize(node),
        "Dropout" => _from < 12 && node.RemoveAttribute("ratio"),
        "BatchNormalization" => BatchNormalization(node),
        _ when node.Op.StartsWith("Reduce", StringComparison.Ordinal) => _from < 18 && MoveList(node, "axes"),
        _ => false,
    };

    private bool Clip(Node node)
    {
        var low = node.Attribute("min")?.Float;
        var high = node.Attribute("max")?.Float;
        var clip = graph.ReplaceInputs(node, node.Input(0), Scalar("min", low), Scalar("max", high));
        return clip.RemoveAttribute("min") | clip.RemoveAttribute("max") | true;

        Tensor? Scalar(string name, float? value) => value is { } bound
            ? graph.AddConstant($"{node.Name}_{name}", TensorData.Scalar(bound))
            : null;
    }

    private bool Pad(Node node)
    {
        var pads = graph.AddConstant($"{node.Name}_pads", TensorData.List(node.Integers("pads") ?? throw Refuse(node, "has no pads")));
        var value = graph.AddConstant($"{node.Name}_value", TensorData.Scalar(node.Float("value", 0)));
        var isConstant = node.Text("mode", "constant") == "constant";
        var pad = graph.ReplaceInputs(node, isConstant ? [node.Input(0), pads, value] : [node.Input(0), pads]);
        return pad.RemoveAttribute("pads") | pad.RemoveAttribute("value");
    }

    private bool Slice(Node node)
    {
        var starts = node.Integers("starts") ?? throw Refuse(node, "has no starts");
        var ends = node.Integers("ends") ?? throw Refuse(node, "has no ends");
        var axes = node.Integers("axes") ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        var slice = graph.ReplaceInputs(
            node, node.Input(0), List(node, "starts", starts), List(node, "ends", ends), List(node, "axes", axes));
        return slice.RemoveAttribute("starts") | slice.RemoveAttribute("ends") | slice.RemoveAttribute("axes");
    }

    private bool MoveList(Node node, string attribute)
    {
        if (node.Integers(attribute) is not { } values)
        {
            return false;
        }

        return graph.ReplaceInputs(node, node.Input(0), List(node, attribute, values)).RemoveAttribute(attribute);
    }

    private bool Split(Node node)
    {
        var isMoved = _from < 13 && MoveList(node, "split");
        if (!isMoved && _from < 18 && node.Input(1) is null)
        {
            node.SetAttribute("num_outputs", node.Outputs.Count);
            return true;
        }

        return isMoved;
    }

    private bool Upsample(Node node)
    {
        var scales = _from < 9
            ? graph.AddConstant($"{node.Name}_scales", Floats(node.Attribute("scales")?.Floats ?? throw Refuse(node, "has no scales")))
            : node.RequiredInput(1);
        AsIn10(graph.Replace(node, "Resize", node.Input(0), null, scales), node.Text("mode", "nearest"));
        return true;
    }

    private bool Resize(Node node)
    {
        if (_from < 11)
        {
            AsIn10(graph.ReplaceInputs(node, node.Input(0), null, node.RequiredInput(1)), node.Text("mode", "nearest"));
            return true;
        }

        if (node.Text("coordinate_transformation_mode", "half_pixel") == "tf_half_pixel_for_nn")
        {
            throw Refuse(node, "uses tf_half_pixel_for_nn, which opset 13 removed: export with opset 13 or later");
        }

        // Versions 11 and 12 need empty tensors for what is left out.
        var inputs = node.Inputs.Select((input, i) => i > 0 && input?.Constant is { Count: 0 } ? null : input).ToArray();
        if (inputs.SequenceEqual(node.Inputs))
        {
            return false;
        }

        graph.ReplaceInputs(node, inputs);
        return true;
    }

    // What opset 10 did without saying so.
    private static void AsIn10(Node resize, string mode)
    {
        resize.SetAttribute("mode", mode);
        resize.SetAttribute("coordinate_transformation_mode", "asymmetric");
        resize.SetAttribute("nearest_mode", "floor");
    }

    private bool BatchNormalization(Node node)
    {
        if (node.Integer("spatial", 1) != 1 || node.Integer("training_mode", 0) != 0)
        {
            throw Refuse(node, "normalises each element, or is in training mode: export the model for inference");
        }

        if (node.Outputs.Skip(1).Any(output => output is not null && (graph.Uses(output).Count > 0 || graph.IsOutput(output))))
        {
            throw Refuse(node, "gives its statistics to others: export the model for inference");
        }

        for (var i = 1; i < node.Outputs.Count; i++)
        {
            graph.SetOutput(node, i, null);
        }

        return node.RemoveAttribute("spatial");
    }

    private Tensor List(Node node, string name, long[] values) => graph.AddConstant($"{node.Name}_{name}", TensorData.List(values));

    private static TensorData Floats(IReadOnlyList<float> values) => TensorData.Floats([.. values], values.Count);

    private ModelException Refuse(Node node, string problem) => new(graph.Provenance.File, $"{node} {problem}");
}
