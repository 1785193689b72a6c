using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Normalise;

/// <summary>Gives open dimensions of inputs the sizes that the user named, and forgets inferred shapes that depended on them.</summary>
internal static class DimensionBinding
{
    public static int Run(ModelGraph graph, IReadOnlyDictionary<string, long> sizes)
    {
        var used = new HashSet<string>();
        var bound = 0;
        foreach (var input in graph.Inputs.Where(input => input.Shape is not null))
        {
            for (var i = 0; i < input.Shape!.Rank; i++)
            {
                var dimension = input.Shape[i];
                var key = $"{input.Name}[{i}]";
                var name = sizes.ContainsKey(key) ? key : dimension.Symbol ?? "";
                if (sizes.TryGetValue(name, out var size))
                {
                    used.Add(name);
                    Check(graph, input, i, size);
                    input.Shape = input.Shape.With(i, size);
                    bound += dimension.IsKnown ? 0 : 1;
                }
            }
        }

        foreach (var tensor in graph.Tensors.Where(tensor => tensor.Shape is { IsKnown: false }))
        {
            tensor.Shape = new Shape([.. tensor.Shape!.Select(dimension =>
                dimension.Symbol is { } symbol && sizes.TryGetValue(symbol, out var size) ? new Dimension(size) : dimension)]);
        }

        var unknown = sizes.Keys.FirstOrDefault(name => !used.Contains(name));
        return unknown is null ? bound : throw new ModelException(
            graph.Provenance.File, $"no input has a dimension '{unknown}'; the inputs are {string.Join(", ", graph.Inputs)}");
    }

    private static void Check(ModelGraph graph, Tensor input, int place, long size)
    {
        if (size < 1 || (input.Shape![place].IsKnown && input.Shape[place].Value != size))
        {
            throw new ModelException(graph.Provenance.File, $"dimension {place} of '{input}' cannot be {size}");
        }
    }
}
