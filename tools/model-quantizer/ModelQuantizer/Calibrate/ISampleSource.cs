using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>Inputs of a model, one sample at a time: nothing is kept, so a set may be larger than the memory.</summary>
public interface ISampleSource
{
    int Count { get; }

    /// <summary>A file, row or index, for messages.</summary>
    string NameOf(int index);

    /// <summary>One tensor per graph input.</summary>
    /// <exception cref="ModelException">The sample cannot be read or does not fit the model.</exception>
    TensorData[] Read(int index);
}
