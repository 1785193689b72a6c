using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>Shows other tensors of a graph as its outputs.</summary>
public static class GraphOutputs
{
    /// <summary>A copy whose outputs are the named tensors, in that order; nodes that are not needed for them are gone.</summary>
    /// <exception cref="ArgumentException">There is no such tensor.</exception>
    public static ModelGraph With(ModelGraph graph, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var copy = graph.Clone();
        var tensors = names.Select(name => copy.Find(name) ?? throw new ArgumentException($"there is no '{name}'", nameof(names))).ToList();
        copy.ClearOutputs();
        tensors.ForEach(copy.AddOutput);
        return copy;
    }
}
