using System.Linq;
using Stethos.ModelQuantizer.Size.Arena;
using Stethos.ModelQuantizer.Size.Operators;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>Bytes of memory while a model runs.</summary>
/// <param name="Arena">All tensors, planned.</param>
/// <param name="Scratch">One window of a convolution, gathered.</param>
/// <param name="Tables">Tables of the operator that runs.</param>
/// <param name="Session">Weights and what a runtime takes for itself; 0 on devices.</param>
public sealed record RamSize(long Arena, long Scratch, long Tables, long Session)
{
    // Bias, scale and sum of each channel, 32 bits each.
    private const int BytesPerChannel = 12;
    private const int CodeTable = 1024;

    public long Total => Arena + Scratch + Tables + Session;

    public static RamSize OnDevice(SizedModel model, ArenaPlan plan) => new(
        plan.Bytes,
        model.Operators.Select(op => op.Kind == OperatorKind.Convolution && op.Window > 1 ? op.Window * InputChannels(model, op) : 0)
            .Append(0).Max(),
        model.Operators.Select(op => op.Kind switch
        {
            OperatorKind.Convolution or OperatorKind.Depthwise or OperatorKind.FullyConnected =>
                BytesPerChannel * model.Values[op.Outputs[0]].Channels,
            OperatorKind.Softmax or OperatorKind.Add => CodeTable,
            _ => 0,
        }).Append(0).Max(),
        0);

    private static long InputChannels(SizedModel model, SizedOperator op) =>
        op.Inputs.Select(input => model.Values[input].Channels).Append(0).First();
}
