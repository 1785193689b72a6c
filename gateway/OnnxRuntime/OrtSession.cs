using System;
using System.Collections.Generic;
using System.IO;
using Stethos.OnnxRuntime.Native;

namespace Stethos.OnnxRuntime;

/// <summary>A loaded model. Thread safe; runs are prepared with <see cref="PrepareRun(int)"/> and stay usable after disposal.</summary>
public sealed class OrtSession : IDisposable
{
    private bool _disposed;

    private OrtSession(SessionHandle handle, string name)
    {
        Handle = handle;
        Name = name;
        try
        {
            var reader = new SessionReader(handle.DangerousGetHandle(), name);
            Inputs = reader.Inputs();
            Outputs = reader.Outputs();
            Metadata = reader.Metadata();
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The model's file, or the name given with its bytes; opens every error message.</summary>
    public string Name { get; }

    public IReadOnlyList<TensorInfo> Inputs { get; }

    public IReadOnlyList<TensorInfo> Outputs { get; }

    /// <summary>The model's own key-value pairs (<c>metadata_props</c>).</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    internal SessionHandle Handle { get; }

    /// <exception cref="OnnxRuntimeException">The file is missing or no valid model.</exception>
    public static OrtSession FromFile(string path, OrtSessionOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new OnnxRuntimeException(OrtErrorCode.NoSuchFile, $"{path}: there is no such model file");
        }

        return new OrtSession(SessionFactory.FromFile(path, options ?? new OrtSessionOptions()), path);
    }

    /// <param name="model">The model; copied.</param>
    /// <param name="name">Name for error messages.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="OnnxRuntimeException">The bytes are no valid model.</exception>
    public static OrtSession FromBytes(ReadOnlySpan<byte> model, string name, OrtSessionOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new OrtSession(SessionFactory.FromBytes(model, name, options ?? new OrtSessionOptions()), name);
    }

    /// <summary>Prepares runs in which every open first dimension is the batch size.</summary>
    /// <param name="batchSize">1 or more; must agree with models that fix their first dimension.</param>
    /// <exception cref="OnnxRuntimeException">The batch size alone does not complete a shape, or an element type has no buffer.</exception>
    public PinnedRun PrepareRun(int batchSize)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return new PinnedRun(this, Complete(Inputs, batchSize), Complete(Outputs, batchSize));
    }

    /// <summary>Prepares runs with the given shapes, one for each input and output.</summary>
    /// <exception cref="OnnxRuntimeException">A shape contradicts the model, or an element type has no buffer.</exception>
    public PinnedRun PrepareRun(IReadOnlyList<IReadOnlyList<long>> inputShapes, IReadOnlyList<IReadOnlyList<long>> outputShapes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(inputShapes);
        ArgumentNullException.ThrowIfNull(outputShapes);
        return new PinnedRun(this, Fit(Inputs, inputShapes, "input"), Fit(Outputs, outputShapes, "output"));
    }

    public void Dispose()
    {
        _disposed = true;
        Handle.Dispose();
    }

    private long[][] Complete(IReadOnlyList<TensorInfo> tensors, int batchSize)
    {
        long[][] shapes = new long[tensors.Count][];
        for (int i = 0; i < shapes.Length; i++)
        {
            shapes[i] = TensorShape.WithBatch(tensors[i].Shape, batchSize)
                ?? throw Invalid($"'{tensors[i]}' is not complete with a batch of {batchSize}: give the shapes");
        }

        return shapes;
    }

    private long[][] Fit(IReadOnlyList<TensorInfo> tensors, IReadOnlyList<IReadOnlyList<long>> wanted, string kind)
    {
        if (wanted.Count != tensors.Count)
        {
            throw Invalid($"{wanted.Count} {kind} shapes were given, the model has {tensors.Count}");
        }

        long[][] shapes = new long[tensors.Count][];
        for (int i = 0; i < shapes.Length; i++)
        {
            shapes[i] = TensorShape.Fit(tensors[i].Shape, wanted[i])
                ?? throw Invalid($"{kind} '{tensors[i]}' cannot take the shape {TensorShape.Format(wanted[i])}");
        }

        return shapes;
    }

    private OnnxRuntimeException Invalid(string what) => new(OrtErrorCode.InvalidArgument, $"{Name}: {what}");
}
