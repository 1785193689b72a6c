using System;
using System.Linq;
using Stethos.ModelQuantizer.Size.Arena;
using Stethos.ModelQuantizer.Size.Operators;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>Bytes of memory while a model runs.</summary>
/// <param name="Arena">All tensors, planned.</param>
/// <param name="Scratch">The largest window of a convolution, gathered.</param>
/// <param name="Tables">Biases, scales and sums: of all operators when they are few, otherwise of the one that runs.</param>
/// <param name="Session">Weights and what a runtime takes for itself; 0 on devices.</param>
public sealed record RamSize(long Arena, long Scratch, long Tables, long Session)
{
    // Bias and scale of each entry, 32 bits each, and a sum of each channel.
    private const int BytesPerEntry = 8;
    private const int BytesPerSum = 4;
    private const int CodeTable = 256;

    // Tables of small models are read once and stay, see firmware/Inference/Model.cs.
    private const int ResidentEntries = 512;

    public long Total => Arena + Scratch + Tables + Session;

    public static RamSize OnDevice(SizedModel model, ArenaPlan plan)
    {
        var entries = model.Operators.Select(op => Entries(model, op)).Append(0).ToArray();
        var sums = model.Operators.Where(HasChannels).Select(op => model.Values[op.Outputs[0]].Channels).Append(0).Max();
        var held = entries.Sum() <= ResidentEntries ? entries.Sum() : entries.Max();
        var windows = model.Operators.Where(op => HasChannels(op) && op.Window > 1);
        var scratch = windows.Select(op => Gathered(model, op)).Append(0).Max();
        return new RamSize(plan.Bytes, scratch, BytesPerEntry * held + BytesPerSum * sums, 0);
    }

    private static long Entries(SizedModel model, SizedOperator op) => op.Kind switch
    {
        OperatorKind.Add or OperatorKind.Softmax => CodeTable,
        OperatorKind.Pool => model.Values[op.Outputs[0]].Channels + 1,
        _ => HasChannels(op) ? model.Values[op.Outputs[0]].Channels : 0,
    };

    private static bool HasChannels(SizedOperator op) =>
        op.Kind is OperatorKind.Convolution or OperatorKind.Depthwise or OperatorKind.FullyConnected;

    // Depthwise takes a window of all channels at once.
    private static long Gathered(SizedModel model, SizedOperator op) =>
        op.Kind == OperatorKind.Depthwise ? op.Weights : op.Weights / Math.Max(1, model.Values[op.Outputs[0]].Channels);
}
