using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Stethos.Testing.TfLite;

/// <summary>A small TFLite model, written tensor by tensor and operator by operator (schema.fbs version 3).</summary>
public sealed class WrittenTfLite
{
    public const int Float = 0;
    public const int Int32 = 2;
    public const int Int8 = 9;

    private readonly List<FlatObject> _buffers = [new FlatObject()];
    private readonly List<FlatObject> _codes = [];
    private readonly List<FlatObject> _tensors = [];
    private readonly List<FlatObject> _operators = [];

    /// <summary>How often the graph stands in the file; one is what can be imported.</summary>
    public int SubGraphs { get; init; } = 1;

    /// <summary>The next tensors are variables: they keep their values between runs.</summary>
    public bool MakesVariables { get; set; }

    public List<int> Inputs { get; } = [];

    public List<int> Outputs { get; } = [];

    /// <summary>Adds a tensor and returns its index.</summary>
    /// <param name="type">TensorType of the schema.</param>
    /// <param name="data">Values of a constant; empty for others.</param>
    /// <param name="scales">Empty for none; several are per channel along <paramref name="axis"/>.</param>
    public int Tensor(int type, int[] shape, byte[]? data = null, float[]? scales = null, int zeroPoint = 0, int axis = 0)
    {
        var tensor = new FlatObject().Numbers(0, shape).Small(1, type).Text(3, $"t{_tensors.Count}");
        if (MakesVariables)
        {
            tensor.Small(5, 1);
        }

        if (data is not null)
        {
            tensor.Number(2, _buffers.Count);
            _buffers.Add(new FlatObject().Vector(0, data, 1));
        }

        if (scales is not null)
        {
            var zeros = scales.SelectMany(_ => BitConverter.GetBytes((long)zeroPoint)).ToArray();
            tensor.Child(
                4, new FlatObject().Vector(2, MemoryMarshal.AsBytes(scales.AsSpan()).ToArray(), 4).Vector(3, zeros, 8).Number(6, axis));
        }

        _tensors.Add(tensor);
        return _tensors.Count - 1;
    }

    public int Reals(int[] shape, params float[] values) => Tensor(Float, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public int Integers(params int[] values) => Tensor(Int32, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>Adds an operator.</summary>
    /// <param name="code">BuiltinOperator of the schema.</param>
    public void Operator(int code, int[] inputs, int[] outputs, FlatObject? options = null)
    {
        var op = new FlatObject().Number(0, _codes.Count).Numbers(1, inputs).Numbers(2, outputs);
        _codes.Add(new FlatObject().Small(0, Math.Min(code, 127)).Number(3, code));
        _operators.Add(options is null ? op : op.Small(3, 1).Child(4, options));
    }

    public byte[] Bytes()
    {
        var graph = new FlatObject()
            .Children(0, _tensors).Numbers(1, [.. Inputs]).Numbers(2, [.. Outputs]).Children(3, _operators).Text(4, "main");
        FlatObject[] graphs = [.. Enumerable.Repeat(graph, SubGraphs)];
        return new FlatObject().Number(0, 3).Children(1, _codes).Children(2, graphs).Text(3, "written").Children(4, _buffers).File("TFL3");
    }
}
