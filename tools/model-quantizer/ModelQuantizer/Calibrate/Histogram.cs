using System;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>
/// Counts of values in bins of equal width. The covered range doubles when a value falls outside, so one pass over a stream is enough
/// and the memory is fixed, whatever the shapes.
/// </summary>
public sealed class Histogram
{
    public const int BinCount = 2048;
    private readonly long[] _bins = new long[BinCount];
    private double _start;
    private double _width;

    /// <summary>Values counted.</summary>
    public long Total { get; private set; }

    public ReadOnlySpan<long> Bins => _bins;

    /// <summary>Middle of a bin.</summary>
    public double CentreOf(int bin) => _start + (bin + 0.5) * _width;

    /// <param name="values">Finite.</param>
    /// <param name="low">Their smallest.</param>
    /// <param name="high">Their largest.</param>
    public void Add(ReadOnlySpan<float> values, float low, float high)
    {
        Cover(low, high);
        var (start, scale) = (_start, 1 / _width);
        foreach (var value in values)
        {
            _bins[Math.Clamp((int)((value - start) * scale), 0, BinCount - 1)]++;
        }

        Total += values.Length;
    }

    /// <summary>The value below which a share of all counted values lies, to the width of a bin.</summary>
    public double Quantile(double share)
    {
        var wanted = share * Total;
        double below = 0;
        for (var i = 0; i < BinCount; i++)
        {
            if (below + _bins[i] >= wanted && _bins[i] > 0)
            {
                return _start + (i + (wanted - below) / _bins[i]) * _width;
            }

            below += _bins[i];
        }

        return _start + BinCount * _width;
    }

    private void Cover(double low, double high)
    {
        if (_width == 0)
        {
            _start = low;
            _width = Math.Max((high - low) / BinCount, Math.Max(Math.Abs(low), 1e-30) * 1e-9) * (1 + 1e-9);
        }

        while (high > _start + BinCount * _width)
        {
            Merge(0);
        }

        while (low < _start)
        {
            _start -= BinCount * _width;
            Merge(BinCount / 2);
        }
    }

    // Pairs of bins become one; the result starts at a bin, the other half is empty.
    private void Merge(int place)
    {
        var half = new long[BinCount / 2];
        for (var i = 0; i < half.Length; i++)
        {
            half[i] = _bins[2 * i] + _bins[2 * i + 1];
        }

        Array.Clear(_bins);
        half.CopyTo(_bins, place);
        _width *= 2;
    }
}
