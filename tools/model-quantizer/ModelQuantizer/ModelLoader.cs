using System;
using System.IO;
using Stethos.ModelQuantizer.Accuracy;
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
        return Parse(ModelFile.Read(path), path, Path.GetDirectoryName(Path.GetFullPath(path)));
    }

    /// <param name="bytes">The file.</param>
    /// <param name="name">For messages and provenance.</param>
    /// <param name="folder">Where external data may lie; null when nowhere.</param>
    /// <exception cref="ModelException">No model that can be read.</exception>
    public static ModelGraph Parse(ReadOnlyMemory<byte> bytes, string name, string? folder)
    {
        if (bytes.Length == 0)
        {
            throw new ModelException(name, "the file is empty");
        }

        if (BlobModelRunner.IsBlob(bytes.Span))
        {
            throw new ModelException(name, "this is a model blob, compiled for devices: 'verify' reads it");
        }

        return TfLiteModel.IsTfLite(bytes.Span) ? TfLiteModel.Parse(bytes, name) : OnnxModel.Parse(bytes, name, folder);
    }
}
