using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>
/// Takes the mean error that rounded weights cause out of the bias: error of the weights times mean of the inputs (Nagel et al. 2019,
/// arXiv 1906.04721, section 4.2, with means from calibration). Padding is not accounted for.
/// </summary>
internal static class BiasCorrection
{
    /// <returns>The new bias, or the given one when the inputs have no channels.</returns>
    public static float[]? Run(WeightedLayer layer, float[] decoded, IReadOnlyList<double> inputMeans, float[]? bias)
    {
        if (inputMeans.Count == 0 || layer.Node.Op is "ConvTranspose" or "MatMul")
        {
            return bias;
        }

        var shape = layer.Weights.Shape.ToArray();
        var isConv = layer.Node.Op == "Conv";
        var kernel = shape.Skip(2).Aggregate(1L, (product, size) => product * size);
        var inputsPerGroup = isConv ? shape[1] : shape[1 - layer.Axis];
        var outputsPerGroup = layer.Channels / (isConv ? layer.Node.Integer("group", 1) : 1);
        if (inputMeans.Count != inputsPerGroup * (layer.Channels / outputsPerGroup))
        {
            return bias;
        }

        var weights = layer.Weights.ToFloats();
        var errors = new double[layer.Channels];
        for (var i = 0; i < weights.Length; i++)
        {
            var (output, input) = isConv ? (i / kernel / inputsPerGroup, i / kernel % inputsPerGroup)
                : layer.Axis == 0 ? (i / shape[1], i % shape[1]) : (i % shape[1], i / shape[1]);
            errors[output] += (decoded[i] - (double)weights[i]) * inputMeans[(int)(output / outputsPerGroup * inputsPerGroup + input)];
        }

        return Array.ConvertAll(errors.Zip(bias ?? new float[layer.Channels]).ToArray(), pair => (float)(pair.Second - pair.First));
    }
}
