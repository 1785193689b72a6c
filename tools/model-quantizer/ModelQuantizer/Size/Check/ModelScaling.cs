using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Size.Operators;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>Works out what a model would take with fewer channels or a smaller input. Weights are not looked at, only counted.</summary>
public static class ModelScaling
{
    /// <summary>The same model with other numbers of channels.</summary>
    /// <param name="model">Left as it is.</param>
    /// <param name="channels">New channels of a group of values, from its number and its present channels.</param>
    public static SizedModel WithChannels(SizedModel model, Func<int, long, long> channels) =>
        With(model, value => value with { Channels = Math.Max(1, channels(value.Group, value.Channels)) });

    /// <summary>The same model for an input of fewer positions: a smaller picture, a shorter window.</summary>
    /// <param name="model">Left as it is.</param>
    /// <param name="share">Of the area, above 0 and at most 1.</param>
    public static SizedModel WithArea(SizedModel model, double share) =>
        With(model, value => value with { Positions = Math.Max(1, (long)Math.Round(value.Positions * share)) });

    /// <summary>Groups that inputs or outputs belong to: their channels are what the world outside agreed on.</summary>
    public static IReadOnlySet<int> FixedGroups(SizedModel model) =>
        model.Inputs.Concat(model.Outputs).Select(value => model.Values[value].Group).ToHashSet();

    /// <summary>
    /// Channels that can go without changing a single result, by group: their weights are all zero, so that their values are constant and
    /// belong into the next bias. A constant other than zero stays where padding would show it. Groups with sums are left alone: there a
    /// channel is dead only when it is in every summand.
    /// </summary>
    public static IReadOnlyDictionary<int, int> DeadChannels(SizedModel model)
    {
        var kept = FixedGroups(model).Concat(
            model.Operators.Where(op => op.Kind is OperatorKind.Add or OperatorKind.Other or OperatorKind.Copy)
                .SelectMany(op => op.Inputs.Concat(op.Outputs)).Select(value => model.Values[value].Group)).ToHashSet();
        return model.Operators.Where(op => op.DeadChannels.Count > 0 && !kept.Contains(model.Values[op.Outputs[0]].Group))
            .GroupBy(op => model.Values[op.Outputs[0]].Group)
            .Select(group => (group.Key, Count: group.SelectMany(op => Removable(model, op)).Distinct().Count()))
            .Where(group => group.Count > 0)
            .ToDictionary(group => group.Key, group => group.Count);
    }

    private static IReadOnlyList<int> Removable(SizedModel model, SizedOperator op)
    {
        var readers = Readers(model, op).ToArray();
        if (Array.Exists(readers, reader => Keeps(reader) && Readers(model, reader).Any(next => next.IsPadded)))
        {
            return [];
        }

        return Array.Exists(readers, reader => reader.IsPadded) ? op.ZeroChannels : op.DeadChannels;

        static bool Keeps(SizedOperator reader) => reader.Kind is OperatorKind.Depthwise or OperatorKind.Lookup;
    }

    private static IEnumerable<SizedOperator> Readers(SizedModel model, SizedOperator op) =>
        model.Operators.Where(reader => reader.Inputs.Contains(op.Outputs[0]));

    /// <summary>The model after removing <see cref="DeadChannels"/>.</summary>
    public static SizedModel WithoutDeadChannels(SizedModel model)
    {
        var dead = DeadChannels(model);
        var result = WithChannels(model, (group, channels) => channels - dead.GetValueOrDefault(group));
        return result with { Operators = [.. result.Operators.Select(op => op with { DeadChannels = [], ZeroChannels = [] })] };
    }

    private static SizedModel With(SizedModel model, Func<SizedValue, SizedValue> change)
    {
        var values = model.Values.Select(change).ToArray();
        return model with { Values = values, Operators = [.. model.Operators.Select(op => Scaled(op, model.Values, values))] };
    }

    private static SizedOperator Scaled(SizedOperator op, IReadOnlyList<SizedValue> before, SizedValue[] after)
    {
        var output = op.Outputs[0];
        var input = op.Inputs.Count > 0 ? op.Inputs[0] : output;
        var channelsOut = (double)after[output].Channels / before[output].Channels;
        var positionsOut = (double)after[output].Positions / before[output].Positions;
        var perOutput = op.Kind switch
        {
            OperatorKind.Convolution => (double)after[input].Channels / before[input].Channels,
            OperatorKind.FullyConnected => (double)after[input].Elements / before[input].Elements / positionsOut,
            _ => 1,
        };
        var isWholeMap = op.Kind == OperatorKind.Pool && before[output].Positions == 1;
        return op with
        {
            Weights = Round(op.Weights * perOutput * channelsOut),
            Biases = Round(op.Biases * channelsOut),
            Macs = Round(op.Macs * perOutput * channelsOut * positionsOut),
            Window = isWholeMap ? Math.Max(1, Round((double)op.Window * after[input].Positions / before[input].Positions)) : op.Window,
        };
    }

    private static long Round(double value) => (long)Math.Round(value);
}
