using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite.Operators;

/// <summary>
/// Biases. Those of quantized operators count in units of input scale times weight scale; the scale stored with them is not reliable, so
/// it is computed again.
/// </summary>
internal static class Bias
{
    /// <summary>Null when the operator has none.</summary>
    public static Tensor? Of(Importer importer, int bias, int input, int weights)
    {
        if (bias < 0)
        {
            return null;
        }

        var source = importer.Source(bias);
        var data = source.Constant ?? throw importer.Refuse($"{source} must be a constant: a computed bias is not supported");
        if (data.Type is ElementType.Float or ElementType.Float16)
        {
            return importer.Value(bias, Layout.ChannelsLast);
        }

        if (data.Type is not (ElementType.Int32 or ElementType.Int64) || !importer.Source(weights).IsQuantized)
        {
            throw importer.Refuse($"a bias of {data.Type} is not supported");
        }

        var tensor = importer.Graph.AddConstant(source.Name, Narrow(importer, data));
        tensor.OriginalName = source.Name;
        var unit = importer.PerTensor(importer.Source(input)).Scales[0];
        var scales = importer.Source(weights).Quantization!;
        tensor.Quantization = new Quantization(
            ElementType.Int32,
            [.. scales.Scales.Select(scale => unit * scale)],
            new int[scales.Scales.Count],
            scales.IsPerChannel ? 0 : null);
        return importer.Dequantize(tensor, tensor.Quantization);
    }

    private static TensorData Narrow(Importer importer, TensorData data)
    {
        if (data.Type == ElementType.Int32)
        {
            return data;
        }

        var values = data.ToIntegers();
        return Array.TrueForAll(values, value => value is >= int.MinValue and <= int.MaxValue)
            ? TensorData.Of<int>(ElementType.Int32, [.. values.Select(value => (int)value)], data.Shape.ToArray())
            : throw importer.Refuse("a bias does not fit 32 bits");
    }
}
