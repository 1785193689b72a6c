using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Biases as sums count them: in units of input scale times weight scale.</summary>
internal static class Biases
{
    public static int[] Of(Lowerer lowerer, Node node, Tensor? bias, int channels, Func<int, double> unit)
    {
        if (bias is null)
        {
            return new int[channels];
        }

        var dequantize = lowerer.Graph.Producer(bias);
        if (dequantize is { Inputs: [{ Constant: { Type: ElementType.Int32 } codes }, ..] } && dequantize.Is("DequantizeLinear"))
        {
            return Spread(lowerer, node, [.. codes.ToIntegers().Select(code => (int)code)], channels);
        }

        if (bias.Constant is not { Type: ElementType.Float } real)
        {
            throw lowerer.Refuse(node, "its bias is computed", "export with a constant bias");
        }

        var values = real.ToFloats();
        return
        [
            .. Enumerable.Range(0, channels).Select(channel => (int)Math.Clamp(
                Math.Round(values[values.Length == 1 ? 0 : channel] / unit(channel)), int.MinValue, int.MaxValue)),
        ];
    }

    private static int[] Spread(Lowerer lowerer, Node node, int[] codes, int channels) => codes.Length == channels
        ? codes
        : codes.Length == 1
        ? [.. Enumerable.Repeat(codes[0], channels)]
        : throw lowerer.Refuse(node, $"{codes.Length} biases for {channels} channels", "use one bias per output channel");
}
