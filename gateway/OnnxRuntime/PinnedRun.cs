using System;
using System.Collections.Generic;
using Stethos.OnnxRuntime.Native;

namespace Stethos.OnnxRuntime;

/// <summary>
/// Everything one kind of run needs, made once: pinned buffers, native tensors over them, native names. <see cref="Run"/> then allocates
/// nothing on the managed heap. Not thread safe: give each thread its own; they share the session.
/// </summary>
public sealed unsafe class PinnedRun : IDisposable
{
    private readonly SessionHandle _session;
    private readonly string _name;
    private readonly PinnedTensor[] _inputs;
    private readonly PinnedTensor[] _outputs;
    private readonly nint _sessionPointer;
    private readonly NativeTensorList _nativeInputs;
    private readonly NativeTensorList _nativeOutputs;
    private bool _disposed;

    internal PinnedRun(OrtSession session, long[][] inputShapes, long[][] outputShapes)
    {
        _name = session.Name;
        _inputs = PinnedTensor.CreateAll(session.Name, session.Inputs, inputShapes);
        _outputs = PinnedTensor.CreateAll(session.Name, session.Outputs, outputShapes);
        _session = session.Handle;
        bool added = false;
        _session.DangerousAddRef(ref added);
        _sessionPointer = _session.DangerousGetHandle();
        try
        {
            _nativeInputs = new NativeTensorList(_inputs, _name);
            try
            {
                _nativeOutputs = new NativeTensorList(_outputs, _name);
            }
            catch
            {
                _nativeInputs.Dispose();
                throw;
            }
        }
        catch
        {
            _session.DangerousRelease();
            throw;
        }
    }

    /// <summary>Complete shape of an input.</summary>
    public IReadOnlyList<long> InputShape(int index) => _inputs[index].Shape;

    /// <summary>Complete shape of an output.</summary>
    public IReadOnlyList<long> OutputShape(int index) => _outputs[index].Shape;

    /// <summary>The buffer of a float input, row-major; fill it before <see cref="Run"/>.</summary>
    public Span<float> Input(int index = 0) => _inputs[index].View<float>();

    /// <summary>The buffer of an input with another element type.</summary>
    /// <exception cref="InvalidOperationException">The element type is another one.</exception>
    public Span<T> Input<T>(int index)
        where T : unmanaged => _inputs[index].View<T>();

    /// <summary>The buffer of a float output, row-major; overwritten by <see cref="Run"/>.</summary>
    public ReadOnlySpan<float> Output(int index = 0) => _outputs[index].View<float>();

    /// <summary>The buffer of an output with another element type.</summary>
    /// <exception cref="InvalidOperationException">The element type is another one.</exception>
    public ReadOnlySpan<T> Output<T>(int index)
        where T : unmanaged => _outputs[index].View<T>();

    /// <summary>Runs the model from the input buffers into the output buffers.</summary>
    /// <exception cref="OnnxRuntimeException">The run failed, for example because an output has another shape than prepared.</exception>
    public void Run()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        nint status = OrtApi.Run(
            _sessionPointer,
            0,
            _nativeInputs.Names,
            _nativeInputs.Values,
            (nuint)_inputs.Length,
            _nativeOutputs.Names,
            (nuint)_outputs.Length,
            _nativeOutputs.Values);

        // The native memory must not be finalized under a run whose caller has no further use for this object.
        GC.KeepAlive(this);
        OrtStatus.ThrowIfFailed(status, _name);
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _nativeInputs.Dispose();
            _nativeOutputs.Dispose();
            _session.DangerousRelease();
        }
    }
}
