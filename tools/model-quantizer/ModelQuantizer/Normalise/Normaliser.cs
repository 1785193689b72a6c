using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Shapes;

namespace Stethos.ModelQuantizer.Normalise;

/// <summary>
/// Brings any supported model into one form: opset 21, no constant sub-graphs, no nodes that change nothing, batch normalisation inside the
/// weights, every type and shape known, nodes sorted.
/// </summary>
public static class Normaliser
{
    private const int MaxRounds = 8;

    /// <param name="source">Left as it is.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ModelException">Something is not supported, contradicts itself or stays open; says node and what to do.</exception>
    public static NormaliseResult Run(ModelGraph source, NormaliseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new NormaliseOptions();
        SupportCheck.Require(source);
        var graph = source.Clone();
        var from = graph.Opset;
        var steps = new List<NormaliseStep>();
        Add("dimensions bound", DimensionBinding.Run(graph, options.Dimensions), true);
        Add("dead nodes removed", graph.RemoveUnused(), true);
        Add("nodes upgraded to opset 21", new OpsetUpgrade(graph).Run(), true);
        var early = from < 13 ? SoftmaxUpgrade.Operators : new HashSet<string>();
        Add("nodes folded into constants", new ConstantFolding(graph, early).Run(), true);
        Add("softmax upgraded", SoftmaxUpgrade.Run(graph, from), true);
        var (removed, folded) = (0, 0);
        for (var round = 0; round < MaxRounds; round++)
        {
            var more = new ConstantFolding(graph, new HashSet<string>()).Run();
            var fewer = IdentityRemoval.Run(graph);
            (folded, removed) = (folded + more, removed + fewer);
            if (more + fewer == 0)
            {
                break;
            }
        }

        Add("nodes folded into constants", folded, true);
        Add("nodes removed that change nothing", removed, true);
        Add("batch normalisations folded into weights", BatchNormFolding.Run(graph), false);
        Add("dead nodes removed", graph.RemoveUnused(), true);
        graph.Sort();
        ShapeInference.Run(graph);
        if (options.RequireKnownShapes)
        {
            CheckShapes(graph);
        }

        return new NormaliseResult(graph, steps);

        void Add(string name, int changes, bool isExact)
        {
            if (changes > 0)
            {
                steps.Add(new NormaliseStep(name, changes, isExact));
            }
        }
    }

    private static void CheckShapes(ModelGraph graph)
    {
        var open = graph.Inputs.FirstOrDefault(input => input.Shape is not { IsKnown: true });
        if (open is not null)
        {
            var place = open.Shape?.ToList().FindIndex(dimension => !dimension.IsKnown) ?? 0;
            var name = open.Shape?[place].Symbol ?? $"{open.Name}[{place}]";
            throw new ModelException(
                graph.Provenance.File, $"input '{open}' has an open dimension: give it a size with --dim \"{name}=1\"");
        }

        foreach (var node in graph.Nodes)
        {
            if (node.Outputs.FirstOrDefault(output => output is not null && output.Shape is not { IsKnown: true }) is { } unknown)
            {
                throw new ModelException(
                    graph.Provenance.File, $"{node}: the shape of '{unknown}' depends on the data: only fixed shapes can be planned");
            }
        }
    }
}
