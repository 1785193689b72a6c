using System;
using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>What calibration saw of one tensor.</summary>
public sealed class TensorStatistics
{
    private readonly Histogram? _histogram;
    private double[] _sums = [];
    private float[] _largest = [];
    private long _perChannel;

    internal TensorStatistics(string name, bool withHistogram)
    {
        Name = name;
        _histogram = withHistogram ? new Histogram() : null;
    }

    public string Name { get; }

    public float Lowest { get; private set; } = float.PositiveInfinity;

    public float Highest { get; private set; } = float.NegativeInfinity;

    public int Samples { get; private set; }

    /// <summary>Samples of the second half that stayed in the range of the first half.</summary>
    internal int HeldOutInside { get; private set; }

    internal int HeldOut { get; private set; }

    /// <summary>Null when the method needs only the extremes.</summary>
    public Histogram? Histogram => _histogram;

    /// <summary>Means along dimension 1; empty for tensors of rank below 2.</summary>
    public IReadOnlyList<double> ChannelMeans => _perChannel == 0 ? [] : Array.ConvertAll(_sums, sum => sum / _perChannel);

    /// <summary>Largest magnitudes along dimension 1; empty for tensors of rank below 2.</summary>
    public IReadOnlyList<float> ChannelMagnitudes => _largest;

    private (float Low, float High)? _firstHalf;

    internal void Add(ReadOnlySpan<float> values, bool isHeldOut, long channels)
    {
        var (low, high) = (values[0], values[0]);
        foreach (var value in values)
        {
            low = value < low ? value : low;
            high = value > high ? value : high;
        }

        if (isHeldOut)
        {
            _firstHalf ??= (Lowest, Highest);
            HeldOut++;
            HeldOutInside += low >= _firstHalf.Value.Low && high <= _firstHalf.Value.High ? 1 : 0;
        }

        (Lowest, Highest) = (Math.Min(Lowest, low), Math.Max(Highest, high));
        Samples++;
        _histogram?.Add(values, low, high);
        AddChannels(values, (int)channels);
    }

    private void AddChannels(ReadOnlySpan<float> values, int channels)
    {
        if (channels == 0 || values.Length % channels != 0)
        {
            return;
        }

        _sums = _sums.Length == channels ? _sums : new double[channels];
        _largest = _largest.Length == channels ? _largest : new float[channels];
        var each = values.Length / channels;
        for (var channel = 0; channel < channels; channel++)
        {
            foreach (var value in values.Slice(channel * each, each))
            {
                _sums[channel] += value;
                _largest[channel] = Math.Max(_largest[channel], Math.Abs(value));
            }
        }

        _perChannel += each;
    }
}
