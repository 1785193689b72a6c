using System;

namespace Stethos.ModelQuantizer.Tests.TfLite;

/// <summary>Operators as TFLite's documentation has them, channels last, in plain loops: what imported models are compared with.</summary>
internal static class Nhwc
{
    /// <summary>Convolution with SAME padding; weights are output, height, width, input; one group.</summary>
    public static float[] ConvSame(float[] x, int[] shape, float[] weights, int[] kernel, float[] bias, int stride)
    {
        var (h, w, c) = (shape[1], shape[2], shape[3]);
        var (outputs, kh, kw) = (kernel[0], kernel[1], kernel[2]);
        var (oh, ow) = ((h + stride - 1) / stride, (w + stride - 1) / stride);
        var (top, left) = (Math.Max(0, (oh - 1) * stride + kh - h) / 2, Math.Max(0, (ow - 1) * stride + kw - w) / 2);
        var y = new float[oh * ow * outputs];
        for (var i = 0; i < y.Length; i++)
        {
            var (o, column, row) = (i % outputs, i / outputs % ow, i / outputs / ow);
            double sum = bias[o];
            for (var k = 0; k < kh * kw * c; k++)
            {
                var (channel, dx, dy) = (k % c, k / c % kw, k / c / kw);
                var (sy, sx) = (row * stride + dy - top, column * stride + dx - left);
                sum += sy < 0 || sy >= h || sx < 0 || sx >= w ? 0 : x[(sy * w + sx) * c + channel] * weights[o * kh * kw * c + k];
            }

            y[i] = (float)sum;
        }

        return y;
    }

    /// <summary>Depthwise convolution, VALID; weights are 1, height, width, input · multiplier.</summary>
    public static float[] DepthwiseValid(float[] x, int[] shape, float[] weights, int[] kernel, int dilation)
    {
        var (h, w, c) = (shape[1], shape[2], shape[3]);
        var (kh, kw, outputs) = (kernel[1], kernel[2], kernel[3]);
        var (oh, ow) = (h - (kh - 1) * dilation, w - (kw - 1) * dilation);
        var y = new float[oh * ow * outputs];
        for (var i = 0; i < y.Length; i++)
        {
            var (o, column, row) = (i % outputs, i / outputs % ow, i / outputs / ow);
            var sum = 0.0;
            for (var k = 0; k < kh * kw; k++)
            {
                var at = ((row + k / kw * dilation) * w + column + k % kw * dilation) * c + o / (outputs / c);
                sum += x[at] * weights[k * outputs + o];
            }

            y[i] = (float)sum;
        }

        return y;
    }

    /// <summary>Transposed convolution: every input element adds a scaled kernel; weights are output, height, width, input.</summary>
    public static float[] TransposedSame(float[] x, int[] shape, float[] weights, int[] kernel, int stride)
    {
        var (h, w, c) = (shape[1], shape[2], shape[3]);
        var (outputs, kh, kw) = (kernel[0], kernel[1], kernel[2]);
        var (oh, ow) = (h * stride, w * stride);
        var (top, left) = (Math.Max(0, kh - stride) / 2, Math.Max(0, kw - stride) / 2);
        var y = new float[oh * ow * outputs];
        for (var i = 0; i < h * w * c * outputs * kh * kw; i++)
        {
            var (dx, dy, o) = (i % kw, i / kw % kh, i / kw / kh % outputs);
            var at = i / kw / kh / outputs;
            var (row, column) = (at / c / w * stride + dy - top, at / c % w * stride + dx - left);
            if (row >= 0 && row < oh && column >= 0 && column < ow)
            {
                y[(row * ow + column) * outputs + o] += x[at] * weights[((o * kh + dy) * kw + dx) * c + at % c];
            }
        }

        return y;
    }

    /// <summary>Pool over windows with SAME padding, which takes no part.</summary>
    public static float[] PoolSame(float[] x, int[] shape, int size, int stride, bool isMax)
    {
        var (h, w, c) = (shape[1], shape[2], shape[3]);
        var (oh, ow) = ((h + stride - 1) / stride, (w + stride - 1) / stride);
        var (top, left) = (Math.Max(0, (oh - 1) * stride + size - h) / 2, Math.Max(0, (ow - 1) * stride + size - w) / 2);
        var y = new float[oh * ow * c];
        for (var i = 0; i < y.Length; i++)
        {
            var (channel, column, row) = (i % c, i / c % ow, i / c / ow);
            var (sum, count, largest) = (0.0, 0, float.NegativeInfinity);
            for (var sy = Math.Max(0, row * stride - top); sy < Math.Min(h, row * stride - top + size); sy++)
            {
                for (var sx = Math.Max(0, column * stride - left); sx < Math.Min(w, column * stride - left + size); sx++)
                {
                    var value = x[(sy * w + sx) * c + channel];
                    (sum, count, largest) = (sum + value, count + 1, Math.Max(largest, value));
                }
            }

            y[i] = isMax ? largest : (float)(sum / count);
        }

        return y;
    }
}
