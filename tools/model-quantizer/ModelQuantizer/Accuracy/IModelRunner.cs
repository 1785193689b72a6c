using System;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Accuracy;

/// <summary>One way to compute a model: ONNX Runtime, or the arithmetic of a device.</summary>
public interface IModelRunner : IDisposable
{
    /// <summary>For reports, for example "int8".</summary>
    string Name { get; }

    /// <param name="inputs">Floats, one tensor for each input of the float model.</param>
    /// <returns>The first output as numbers.</returns>
    float[] Run(TensorData[] inputs);
}
