using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Shapes;

namespace Stethos.ModelQuantizer.Inspect;

/// <summary>Describes a model; also one that the quantizer would refuse.</summary>
public static class Inspector
{
    private static readonly HashSet<string> Hidden = ["QuantizeLinear", "DequantizeLinear", "Constant"];

    /// <param name="source">As loaded.</param>
    /// <param name="dimensions">Sizes of open dimensions, see <see cref="NormaliseOptions.Dimensions"/>.</param>
    /// <exception cref="ModelException">A dimension given does not exist.</exception>
    public static ModelReport Inspect(ModelGraph source, IReadOnlyDictionary<string, long>? dimensions = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var problems = SupportCheck.Find(source).Select(found => found.ToString()).ToList();
        var graph = Prepare(source, dimensions, problems);
        var nodes = graph.Nodes.Where(node => !Hidden.Contains(node.Op)).Select(node => Summary(graph, node)).ToArray();
        var parameters = graph.Nodes.Where(node => !Hidden.Contains(node.Op))
            .SelectMany(node => Parameters.Of(graph, node)).Distinct().ToArray();
        return new ModelReport
        {
            Source = source.Provenance,
            Name = source.Name,
            Opset = source.Opset,
            Kind = KindOf(source),
            Inputs = [.. graph.Inputs.Select(Summary)],
            Outputs = [.. graph.Outputs.Select(Summary)],
            Operators = new SortedDictionary<string, int>(
                source.Nodes.GroupBy(FullName).ToDictionary(group => group.Key, group => group.Count()), StringComparer.Ordinal),
            Nodes = nodes,
            Parameters = parameters.Sum(tensor => tensor.Constant!.Count),
            ParameterBytes = parameters.Sum(tensor => (long)tensor.Constant!.Bytes.Length),
            Macs = Array.TrueForAll(nodes, node => node.Macs is not null) ? nodes.Sum(node => node.Macs) : null,
            Unsupported = problems,
            Metadata = source.Metadata,
        };
    }

    // Normalised when possible; otherwise with the shapes that can be had.
    private static ModelGraph Prepare(ModelGraph source, IReadOnlyDictionary<string, long>? dimensions, List<string> problems)
    {
        var sizes = dimensions ?? new Dictionary<string, long>();
        if (problems.Count == 0)
        {
            try
            {
                return Normaliser.Run(source, new NormaliseOptions { Dimensions = sizes, RequireKnownShapes = false }).Graph;
            }
            catch (ModelException exception) when (sizes.Count == 0)
            {
                problems.Add(exception.Message[(source.Provenance.File.Length + 2)..]);
            }
        }

        var graph = source.Clone();
        DimensionBinding.Run(graph, sizes);
        try
        {
            ShapeInference.Run(graph);
        }
        catch (ModelException exception)
        {
            problems.Add(exception.Message[(source.Provenance.File.Length + 2)..]);
        }

        return graph;
    }

    private static ModelKind KindOf(ModelGraph graph)
    {
        var hasCodes = graph.Nodes.Any(node => node.Op.StartsWith("QLinear", StringComparison.Ordinal)
            || node.Op is "ConvInteger" or "MatMulInteger"
            || (node.Is("QuantizeLinear") && node.Input(0) is { IsConstant: false }));
        var hasCodedWeights = graph.Nodes.Any(node => node.Is("DequantizeLinear") && node.Input(0) is { IsConstant: true });
        return hasCodes ? ModelKind.Quantized : hasCodedWeights ? ModelKind.Hybrid : ModelKind.Float;
    }

    private static string FullName(Node node) => node.Domain.Length == 0 ? node.Op : $"{node.Domain}.{node.Op}";

    private static NodeSummary Summary(ModelGraph graph, Node node)
    {
        var parameters = Parameters.Of(graph, node).ToArray();
        return new NodeSummary(
            node.Name,
            FullName(node),
            node.Outputs[0]?.Shape?.ToArray(),
            MacCount.Of(node),
            parameters.Sum(tensor => tensor.Constant!.Count),
            parameters.Sum(tensor => (long)tensor.Constant!.Bytes.Length));
    }

    private static TensorSummary Summary(Tensor tensor) => new(
        tensor.Name,
        tensor.Type.ToString(),
        tensor.Shape?.ToArray(),
        tensor.Layout switch { Layout.ChannelsFirst => "NCHW", Layout.ChannelsLast => "NHWC", _ => "" },
        tensor.Quantization?.ToString() ?? "");
}
