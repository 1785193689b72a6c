using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Size.Arena;

namespace Stethos.ModelQuantizer.Size.Operators;

/// <summary>Lifetimes of the values of a model.</summary>
public static class ArenaOf
{
    /// <summary>Plans the arena; <see cref="Lifetimes"/> says which block is which value.</summary>
    public static ArenaPlan Plan(SizedModel model, ArenaOptions? options = null) => ArenaPlanner.Plan(Lifetimes(model).Blocks, options);

    /// <summary>
    /// Inputs live from the first step, outputs to the last, everything else from the step that makes it to the last that reads it. A value
    /// written over one of its inputs shares that one's block.
    /// </summary>
    /// <returns>The blocks and, for each value, the place of its block.</returns>
    public static (IReadOnlyList<ArenaBlock> Blocks, IReadOnlyList<int> BlockOf) Lifetimes(SizedModel model, bool inPlace = true)
    {
        var (first, last) = Steps(model);
        var blocks = new List<ArenaBlock>();
        var places = Enumerable.Repeat(-1, model.Values.Count).ToArray();
        foreach (var input in model.Inputs)
        {
            Add(input);
        }

        for (var step = 0; step < model.Operators.Count; step++)
        {
            var op = model.Operators[step];
            foreach (var output in op.Outputs)
            {
                var over = inPlace && op.CanRunInPlace && op.Outputs.Count == 1
                    ? op.Inputs.FirstOrDefault(input => last[input] == step && model.Values[input].Bytes == model.Values[output].Bytes, -1)
                    : -1;
                if (over < 0)
                {
                    Add(output);
                    continue;
                }

                places[output] = places[over];
                blocks[places[over]] = blocks[places[over]] with { Last = last[output] };
            }
        }

        return (blocks, places);

        void Add(int value)
        {
            if (places[value] < 0)
            {
                places[value] = blocks.Count;
                blocks.Add(new ArenaBlock(model.Values[value].Name, model.Values[value].Bytes, first[value], last[value]));
            }
        }
    }

    private static (int[] First, int[] Last) Steps(SizedModel model)
    {
        var first = new int[model.Values.Count];
        var last = new int[model.Values.Count];
        for (var step = 0; step < model.Operators.Count; step++)
        {
            foreach (var output in model.Operators[step].Outputs)
            {
                first[output] = last[output] = step;
            }

            foreach (var input in model.Operators[step].Inputs)
            {
                last[input] = step;
            }
        }

        foreach (var output in model.Outputs)
        {
            last[output] = System.Math.Max(0, model.Operators.Count - 1);
        }

        return (first, last);
    }
}
