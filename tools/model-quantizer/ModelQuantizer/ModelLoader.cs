using System;
using System.IO;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.TfLite;

namespace Stethos.ModelQuantizer;

/// <summary>Loads a model, whichever of the known formats it is in.</summary>
public static class ModelLoader
{
    /// <exception cref="ModelException">The file is missing, unreadable or no model that can be read.</exception>
    public static ModelGraph Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = ModelFile.Read(path);
        return TfLiteModel.IsTfLite(bytes)
            ? TfLiteModel.Parse(bytes, path)
            : OnnxModel.Parse(bytes, path, Path.GetDirectoryName(Path.GetFullPath(path)));
    }
}
