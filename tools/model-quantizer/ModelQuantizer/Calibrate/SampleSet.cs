using System;
using System.Collections.Generic;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>Samples in memory, or a selection of another source.</summary>
public sealed class SampleSet : ISampleSource
{
    private readonly Func<int, TensorData[]> _read;
    private readonly Func<int, string> _nameOf;

    private SampleSet(int count, Func<int, TensorData[]> read, Func<int, string> nameOf)
    {
        Count = count;
        _read = read;
        _nameOf = nameOf;
    }

    public int Count { get; }

    public static SampleSet Of(IReadOnlyList<TensorData[]> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new SampleSet(samples.Count, index => samples[index], index => $"sample {index}");
    }

    /// <summary>At most that many samples, spread evenly over a source: files are often sorted by class.</summary>
    public static SampleSet Spread(ISampleSource source, int most)
    {
        ArgumentNullException.ThrowIfNull(source);
        var count = Math.Min(most, source.Count);
        int Place(int index) => (int)((long)index * source.Count / count);
        return new SampleSet(count, index => source.Read(Place(index)), index => source.NameOf(Place(index)));
    }

    public string NameOf(int index) => _nameOf(index);

    public TensorData[] Read(int index) => _read(index);
}
