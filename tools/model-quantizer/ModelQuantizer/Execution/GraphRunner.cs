using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Onnx;
using Stethos.OnnxRuntime;

namespace Stethos.ModelQuantizer.Execution;

/// <summary>
/// Runs a graph in ONNX Runtime: for calibration, for the proof of a pass, for accuracy. All shapes must be known, either in the model or
/// after ONNX Runtime's own inference. Not thread safe.
/// </summary>
public sealed class GraphRunner : IDisposable
{
    private readonly string _file;
    private readonly OrtSession _session;
    private readonly PinnedRun _run;

    /// <param name="graph">Written as ONNX and loaded.</param>
    /// <param name="optimization">None runs every node as it is written; All is what the gateway does.</param>
    /// <param name="shapes">Where to look up shapes that the graph leaves open, by name; null for the graph itself.</param>
    /// <exception cref="ModelException">ONNX Runtime refuses the model, or a shape is open.</exception>
    public GraphRunner(ModelGraph graph, OptimizationLevel optimization = OptimizationLevel.All, ModelGraph? shapes = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        _file = graph.Provenance.File;
        try
        {
            var options = new OrtSessionOptions { Optimization = optimization };
            _session = OrtSession.FromBytes(OnnxModel.Write(Declared(graph, shapes)), _file, options);
            try
            {
                _run = _session.PrepareRun(Shapes(_session.Inputs), Shapes(_session.Outputs));
            }
            catch
            {
                _session.Dispose();
                throw;
            }
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException(_file, $"ONNX Runtime refuses the model: {exception.Message}", exception);
        }
    }

    public IReadOnlyList<TensorInfo> Inputs => _session.Inputs;

    public IReadOnlyList<TensorInfo> Outputs => _session.Outputs;

    /// <summary>Runs the model.</summary>
    /// <param name="inputs">One for each graph input, in order.</param>
    /// <returns>One for each graph output, in order.</returns>
    /// <exception cref="ModelException">ONNX Runtime cannot run an operator.</exception>
    public TensorData[] Run(params TensorData[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Length != Inputs.Count)
        {
            throw new ArgumentException($"{inputs.Length} inputs for {Inputs.Count}", nameof(inputs));
        }

        for (var i = 0; i < inputs.Length; i++)
        {
            var buffer = InputBytes(i);
            if ((int)inputs[i].Type != (int)Inputs[i].ElementType || inputs[i].Bytes.Length != buffer.Length)
            {
                throw new ArgumentException($"{inputs[i]} is no value for '{Inputs[i]}'", nameof(inputs));
            }

            inputs[i].Bytes.Span.CopyTo(buffer);
        }

        try
        {
            _run.Run();
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException(_file, $"ONNX Runtime cannot run the model: {exception.Message}", exception);
        }

        return
        [
            .. Outputs.Select((output, i) => new TensorData((ElementType)(int)output.ElementType, _run.OutputShape(i), OutputBytes(i))),
        ];
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    // ONNX Runtime takes over shapes that the file declares; it reports a tensor of unknown rank like a scalar.
    private static ModelGraph Declared(ModelGraph graph, ModelGraph? shapes)
    {
        if (shapes is null)
        {
            return graph;
        }

        var copy = graph.Clone();
        foreach (var tensor in copy.Inputs.Concat(copy.Outputs).Where(tensor => tensor.Shape is not { IsKnown: true }))
        {
            var known = shapes.Find(tensor.Name);
            tensor.Shape = known?.Shape ?? tensor.Shape;
            tensor.Type = tensor.Type == ElementType.Undefined && known is not null ? known.Type : tensor.Type;
        }

        return copy;
    }

    private static List<IReadOnlyList<long>> Shapes(IReadOnlyList<TensorInfo> tensors) => [.. tensors.Select(tensor => tensor.Shape)];

    private Span<byte> InputBytes(int index) => Inputs[index].ElementType switch
    {
        TensorElementType.Float => MemoryMarshal.AsBytes(_run.Input<float>(index)),
        TensorElementType.Double => MemoryMarshal.AsBytes(_run.Input<double>(index)),
        TensorElementType.Float16 => MemoryMarshal.AsBytes(_run.Input<Half>(index)),
        TensorElementType.Int8 => MemoryMarshal.AsBytes(_run.Input<sbyte>(index)),
        TensorElementType.Int16 => MemoryMarshal.AsBytes(_run.Input<short>(index)),
        TensorElementType.Int32 => MemoryMarshal.AsBytes(_run.Input<int>(index)),
        TensorElementType.Int64 => MemoryMarshal.AsBytes(_run.Input<long>(index)),
        TensorElementType.UInt16 or TensorElementType.BFloat16 => MemoryMarshal.AsBytes(_run.Input<ushort>(index)),
        TensorElementType.UInt32 => MemoryMarshal.AsBytes(_run.Input<uint>(index)),
        TensorElementType.UInt64 => MemoryMarshal.AsBytes(_run.Input<ulong>(index)),
        TensorElementType.Bool => MemoryMarshal.AsBytes(_run.Input<bool>(index)),
        _ => _run.Input<byte>(index),
    };

    private byte[] OutputBytes(int index) => (Outputs[index].ElementType switch
    {
        TensorElementType.Float => MemoryMarshal.AsBytes(_run.Output<float>(index)),
        TensorElementType.Double => MemoryMarshal.AsBytes(_run.Output<double>(index)),
        TensorElementType.Float16 => MemoryMarshal.AsBytes(_run.Output<Half>(index)),
        TensorElementType.Int8 => MemoryMarshal.AsBytes(_run.Output<sbyte>(index)),
        TensorElementType.Int16 => MemoryMarshal.AsBytes(_run.Output<short>(index)),
        TensorElementType.Int32 => MemoryMarshal.AsBytes(_run.Output<int>(index)),
        TensorElementType.Int64 => MemoryMarshal.AsBytes(_run.Output<long>(index)),
        TensorElementType.UInt16 or TensorElementType.BFloat16 => MemoryMarshal.AsBytes(_run.Output<ushort>(index)),
        TensorElementType.UInt32 => MemoryMarshal.AsBytes(_run.Output<uint>(index)),
        TensorElementType.UInt64 => MemoryMarshal.AsBytes(_run.Output<ulong>(index)),
        TensorElementType.Bool => MemoryMarshal.AsBytes(_run.Output<bool>(index)),
        _ => _run.Output<byte>(index),
    }).ToArray();
}
