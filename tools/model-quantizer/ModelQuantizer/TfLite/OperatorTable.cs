using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.TfLite.Operators;

namespace Stethos.ModelQuantizer.TfLite;

/// <summary>Which operators are imported, and what to say about the others.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<TfLiteOp, Action<Importer, TfLiteOperator>> Imports = new()
    {
        [TfLiteOp.Conv2D] = Convolutions.Conv,
        [TfLiteOp.DepthwiseConv2D] = Convolutions.Depthwise,
        [TfLiteOp.TransposeConv] = Convolutions.Transposed,
        [TfLiteOp.FullyConnected] = FullyConnected.Import,
        [TfLiteOp.AveragePool2D] = Pools.Average,
        [TfLiteOp.MaxPool2D] = Pools.Max,
        [TfLiteOp.Add] = (importer, op) => Elementwise.Binary(importer, op, "Add", op.Options.SByte(0)),
        [TfLiteOp.Sub] = (importer, op) => Elementwise.Binary(importer, op, "Sub", op.Options.SByte(0)),
        [TfLiteOp.Mul] = (importer, op) => Elementwise.Binary(importer, op, "Mul", op.Options.SByte(0)),
        [TfLiteOp.Div] = (importer, op) => Elementwise.Binary(importer, op, "Div", op.Options.SByte(0)),
        [TfLiteOp.Maximum] = (importer, op) => Elementwise.Binary(importer, op, "Max", 0),
        [TfLiteOp.Minimum] = (importer, op) => Elementwise.Binary(importer, op, "Min", 0),
        [TfLiteOp.Pow] = (importer, op) => Elementwise.Binary(importer, op, "Pow", 0),
        [TfLiteOp.SquaredDifference] = Elementwise.SquaredDifference,
        [TfLiteOp.Relu] = (importer, op) => Elementwise.Clamp(importer, op, 1),
        [TfLiteOp.ReluN1To1] = (importer, op) => Elementwise.Clamp(importer, op, 2),
        [TfLiteOp.Relu6] = (importer, op) => Elementwise.Clamp(importer, op, 3),
        [TfLiteOp.LeakyRelu] = Elementwise.LeakyRelu,
        [TfLiteOp.Prelu] = (importer, op) => Elementwise.Binary(importer, op, "PRelu", 0),
        [TfLiteOp.Logistic] = (importer, op) => Elementwise.Unary(importer, op, "Sigmoid"),
        [TfLiteOp.Tanh] = (importer, op) => Elementwise.Unary(importer, op, "Tanh"),
        [TfLiteOp.HardSwish] = (importer, op) => Elementwise.Unary(importer, op, "HardSwish"),
        [TfLiteOp.Elu] = (importer, op) => Elementwise.Unary(importer, op, "Elu"),
        [TfLiteOp.Exp] = (importer, op) => Elementwise.Unary(importer, op, "Exp"),
        [TfLiteOp.Log] = (importer, op) => Elementwise.Unary(importer, op, "Log"),
        [TfLiteOp.Sqrt] = (importer, op) => Elementwise.Unary(importer, op, "Sqrt"),
        [TfLiteOp.Abs] = (importer, op) => Elementwise.Unary(importer, op, "Abs"),
        [TfLiteOp.Neg] = (importer, op) => Elementwise.Unary(importer, op, "Neg"),
        [TfLiteOp.Floor] = (importer, op) => Elementwise.Unary(importer, op, "Floor"),
        [TfLiteOp.Ceil] = (importer, op) => Elementwise.Unary(importer, op, "Ceil"),
        [TfLiteOp.Round] = (importer, op) => Elementwise.Unary(importer, op, "Round"),
        [TfLiteOp.Sin] = (importer, op) => Elementwise.Unary(importer, op, "Sin"),
        [TfLiteOp.Cos] = (importer, op) => Elementwise.Unary(importer, op, "Cos"),
        [TfLiteOp.Softmax] = Reductions.Softmax,
        [TfLiteOp.LogSoftmax] = Reductions.LogSoftmax,
        [TfLiteOp.Mean] = (importer, op) => Reductions.Reduce(importer, op, "ReduceMean"),
        [TfLiteOp.Sum] = (importer, op) => Reductions.Reduce(importer, op, "ReduceSum"),
        [TfLiteOp.ReduceMax] = (importer, op) => Reductions.Reduce(importer, op, "ReduceMax"),
        [TfLiteOp.ReduceMin] = (importer, op) => Reductions.Reduce(importer, op, "ReduceMin"),
        [TfLiteOp.Quantize] = Conversions.Quantize,
        [TfLiteOp.Dequantize] = Conversions.Dequantize,
        [TfLiteOp.Cast] = Conversions.Cast,
        [TfLiteOp.Pad] = Movements.Pad,
        [TfLiteOp.PadV2] = Movements.Pad,
        [TfLiteOp.MirrorPad] = Movements.Pad,
        [TfLiteOp.Concatenation] = Movements.Concatenate,
        [TfLiteOp.Reshape] = Movements.Reshape,
        [TfLiteOp.Squeeze] = Movements.Reshape,
        [TfLiteOp.ExpandDims] = Movements.Reshape,
        [TfLiteOp.Transpose] = Movements.Transpose,
        [TfLiteOp.DepthToSpace] = (importer, op) => Movements.Blocks(importer, op, "DepthToSpace"),
        [TfLiteOp.SpaceToDepth] = (importer, op) => Movements.Blocks(importer, op, "SpaceToDepth"),
        [TfLiteOp.StridedSlice] = Slices.Strided,
        [TfLiteOp.Slice] = Slices.Plain,
        [TfLiteOp.Split] = Slices.Split,
        [TfLiteOp.SplitV] = Slices.Split,
        [TfLiteOp.Pack] = Slices.Pack,
        [TfLiteOp.Unpack] = Slices.Unpack,
        [TfLiteOp.Gather] = Slices.Gather,
        [TfLiteOp.ResizeBilinear] = Resizes.Bilinear,
        [TfLiteOp.ResizeNearestNeighbor] = Resizes.Nearest,
    };

    /// <summary>Operators that can be imported.</summary>
    public static IReadOnlyCollection<TfLiteOp> Supported => Imports.Keys;

    public static void Import(Importer importer, TfLiteOperator op)
    {
        if (!Imports.TryGetValue(op.Op, out var import))
        {
            throw importer.Refuse($"not supported: {Advice(op.Op)}");
        }

        try
        {
            import(importer, op);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IndexOutOfRangeException
            or DivideByZeroException)
        {
            throw importer.Refuse($"its shapes or options make no sense ({exception.Message.Split('\n')[0]})");
        }
    }

    private static string Advice(TfLiteOp op) => op switch
    {
        TfLiteOp.Lstm or TfLiteOp.UnidirectionalSequenceLstm or TfLiteOp.BidirectionalSequenceLstm or TfLiteOp.Rnn
            or TfLiteOp.UnidirectionalSequenceRnn or TfLiteOp.Svdf
            => "recurrent operators keep state; use a convolution over the window, or unroll the network when exporting",
        TfLiteOp.If or TfLiteOp.While or TfLiteOp.CallOnce => "control flow has no place on a device; export a model without branches",
        TfLiteOp.VarHandle or TfLiteOp.ReadVariable or TfLiteOp.AssignVariable
            => "variables keep state between runs; export the model with the state as input and output",
        TfLiteOp.Custom => "custom operators are unknown here; export with built-in operators only",
        TfLiteOp.EmbeddingLookup => "use a Gather or put the look-up before the model",
        TfLiteOp.ArgMax => "take the largest output in the program instead",
        _ => "export without it; supported are "
            + string.Join(", ", Supported.Select(known => known.ToString()).Order(StringComparer.Ordinal)),
    };
}
