using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Size.Operators;

/// <summary>Finds values that must have the same channels: before and after depthwise convolutions, pools, lookups and sums.</summary>
internal static class ChannelGroups
{
    /// <returns>A number for each value; equal numbers hang together.</returns>
    public static int[] Of(int values, IReadOnlyList<SizedOperator> operators, Func<int, long> channels)
    {
        var parents = Enumerable.Range(0, values).ToArray();
        foreach (var op in operators.Where(op => Keeps(op.Kind)))
        {
            foreach (var value in op.Inputs.Concat(op.Outputs.Skip(1)).Where(value => channels(value) == channels(op.Outputs[0])))
            {
                parents[Root(value)] = Root(op.Outputs[0]);
            }
        }

        return [.. Enumerable.Range(0, values).Select(Root)];

        int Root(int value)
        {
            while (parents[value] != value)
            {
                value = parents[value] = parents[parents[value]];
            }

            return value;
        }
    }

    // What nobody knows better is taken to keep its channels, too.
    private static bool Keeps(OperatorKind kind) => kind is not (OperatorKind.Convolution or OperatorKind.FullyConnected);
}
