using System;

namespace Stethos.ModelQuantizer.TfLite.Operators;

/// <summary>TFLite's padding: SAME puts the odd element at the end.</summary>
internal static class Padding
{
    private const int Same = 0;

    /// <summary>ONNX's <c>pads</c>: beginnings of height and width, then ends.</summary>
    /// <param name="kind">Padding of the schema: 0 SAME, 1 VALID.</param>
    /// <param name="input">Height and width.</param>
    /// <param name="window">Height and width of the kernel, dilation included.</param>
    /// <param name="strides">Height and width.</param>
    public static long[] Of(int kind, long[] input, long[] window, long[] strides)
    {
        var pads = new long[4];
        for (var i = 0; i < 2 && kind == Same; i++)
        {
            var output = (input[i] + strides[i] - 1) / strides[i];
            var total = Math.Max(0, (output - 1) * strides[i] + window[i] - input[i]);
            pads[i] = total / 2;
            pads[i + 2] = total - pads[i];
        }

        return pads;
    }
}
