using System;
using System.Linq;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Size.Operators;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>Bytes of a model file on a device, by what they are for.</summary>
/// <param name="Frame">Header, ports and hash.</param>
/// <param name="Descriptors">The operators.</param>
/// <param name="Weights">Weights.</param>
/// <param name="Tables">Bias and scale of each channel, tables over all codes.</param>
/// <param name="Rest">Self-test vectors; in an ONNX file what it holds beside weights.</param>
public sealed record FlashSize(long Frame, long Descriptors, long Weights, long Tables, long Rest)
{
    private const int HeaderBytes = 96;
    private const int HashBytes = 32;
    private const int PortBytes = 32;
    private const int OperatorBytes = 96;
    private const int BytesPerChannel = 8;
    private const int Codes = 256;
    private const int SelfTests = 2;

    public long Total => Frame + Descriptors + Weights + Tables + Rest;

    /// <summary>A model blob with the self-test vectors it can afford, as docs/model-format.md lays it out.</summary>
    public static FlashSize OfBlob(SizedModel model)
    {
        var size = new FlashSize(
            HeaderBytes + HashBytes + PortBytes * (model.Inputs.Count + model.Outputs.Count),
            (long)OperatorBytes * model.Operators.Count, model.WeightBytes, model.Operators.Sum(op => Table(model, op)), 0);
        var vector = model.Inputs.Concat(model.Outputs).Sum(value => model.Values[value].Elements);
        return size with { Rest = SelfTestShare.Count(SelfTests, size.Total, vector) * vector };
    }

    /// <summary>A file of known size, as ONNX Runtime loads it.</summary>
    public static FlashSize OfFile(SizedModel model, long fileBytes)
    {
        var weights = Math.Min(fileBytes, model.WeightBytes);
        return new FlashSize(0, 0, weights, 0, fileBytes - weights);
    }

    private static long Table(SizedModel model, SizedOperator op) => op.Kind switch
    {
        OperatorKind.Convolution or OperatorKind.Depthwise or OperatorKind.FullyConnected =>
            BytesPerChannel * model.Values[op.Outputs[0]].Channels,
        OperatorKind.Softmax or OperatorKind.Add => sizeof(float) * Codes,

        // A table for each channel where constants differ by channel.
        OperatorKind.Lookup => Codes * Math.Max(1, op.Weights),
        _ => 0,
    };
}
