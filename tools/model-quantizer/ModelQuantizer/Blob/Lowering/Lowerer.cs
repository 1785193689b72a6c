using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>
/// Turns a device graph (integer inputs and outputs, QDQ inside) into operators on codes: each QuantizeLinear ends a group that began with
/// DequantizeLinear and becomes one operator.
/// </summary>
internal sealed class Lowerer(ModelGraph graph, Arithmetic arithmetic)
{
    private readonly Dictionary<Tensor, DeviceValue> _values = [];
    private readonly HashSet<Node> _covered = [];

    public ModelGraph Graph => graph;

    public Arithmetic Arithmetic => arithmetic;

    public DeviceProgram Program { get; } = new(arithmetic);

    /// <exception cref="ModelException">Something cannot run on a device; says operator, node and what to do.</exception>
    public static DeviceProgram Run(ModelGraph graph, Arithmetic arithmetic)
    {
        var lowerer = new Lowerer(graph, arithmetic);
        lowerer.Run();
        return lowerer.Program;
    }

    public ModelException Refuse(Node node, string problem, string advice) =>
        new(graph.Provenance.File, $"{node} cannot run on a device: {problem}; {advice}");

    /// <summary>What a float operator reads through its DequantizeLinear.</summary>
    public Operand Read(Node node, Tensor real)
    {
        if (graph.Producer(real) is not { } dequantize || !dequantize.Is("DequantizeLinear")
            || dequantize.Inputs[0] is not { } codes || !_values.TryGetValue(codes, out var value))
        {
            throw Refuse(node, $"'{real.Name}' is no 8-bit tensor", "quantize the whole model to int8 (static), also its activations");
        }

        _covered.Add(dequantize);
        var (scale, zero) = Parameters(dequantize);
        return new Operand(value, scale, codes.Type == ElementType.UInt8 ? zero - 128 : zero);
    }

    /// <summary>The node is part of an operator that is lowered.</summary>
    public void Cover(Node node) => _covered.Add(node);

    /// <summary>A new buffer for the codes of a tensor, in an order of its axes.</summary>
    public DeviceValue Allocate(Tensor tensor, IReadOnlyList<int>? order = null)
    {
        var shape = ShapeOf(tensor);
        var value = new DeviceValue(
            Program.AddBuffer(tensor.Name, shape.Aggregate(1, (product, size) => checked(product * size))),
            shape,
            order ?? [.. Enumerable.Range(0, shape.Length)]);
        _values[tensor] = value;
        return value;
    }

    /// <summary>The codes of a tensor are those of another under a shape and order of their own.</summary>
    public void Alias(Tensor tensor, DeviceValue value) => _values[tensor] = value;

    public DeviceValue Codes(Node node, Tensor tensor) => _values.TryGetValue(tensor, out var value)
        ? value
        : throw Refuse(node, $"'{tensor.Name}' is no 8-bit tensor", "quantize the whole model to int8 (static), also its activations");

    /// <summary>The value with its axes in an order, copied when they are not.</summary>
    public DeviceValue In(Node node, DeviceValue value, IReadOnlyList<int> order)
    {
        if (value.IsIn(order))
        {
            return value with { Order = order };
        }

        var moved = new DeviceValue(Program.AddBuffer($"{node.Name}_order", value.Count), value.Shape, order);
        var steps = value.Steps;
        var target = moved.Steps;
        Moves.Copy(
            this, node, value.Buffer, 0, moved.Buffer, 0, [.. order.Select(axis => (value.Shape[axis], steps[axis], target[axis]))]);
        return moved;
    }

    public DeviceValue Plain(Node node, DeviceValue value) => In(node, value, [.. Enumerable.Range(0, value.Shape.Count)]);

    public static int[] ShapeOf(Tensor tensor) => [.. tensor.KnownShape.ToArray().Select(size => checked((int)size))];

    public void Add(DeviceOperation operation) => Program.Add(operation);

    private void Run()
    {
        foreach (var input in graph.Inputs)
        {
            var value = Allocate(input);
            value.Buffer.First = -1;
            value.Buffer.Last = -1;
            Program.Inputs.Add(Port(input, value));
        }

        foreach (var node in graph.Order())
        {
            if (_covered.Contains(node) || node.Is("DequantizeLinear"))
            {
                continue;
            }

            if (node.Is("QuantizeLinear"))
            {
                Group(node);
            }
            else if (node.Outputs[0] is { Type: ElementType.Int8 or ElementType.UInt8 })
            {
                OnCodes.Lower(this, node);
            }
        }

        var left = graph.Order().FirstOrDefault(node =>
            !_covered.Contains(node) && node.Outputs[0] is { Type: ElementType.Float } && !node.Is("DequantizeLinear"));
        if (left is not null)
        {
            throw Refuse(
                left, "its result is never quantized",
                "quantize the outputs too (a QuantizeLinear behind the last operator; 'quantize --device --decode' does)");
        }

        foreach (var output in graph.Outputs)
        {
            var last = graph.Producer(output) ?? throw new ModelException(graph.Provenance.File, $"'{output.Name}' is made by nothing");
            var value = Plain(last, Codes(last, output));
            Program.Outputs.Add(Port(output, value));
        }

        foreach (var output in Program.Outputs)
        {
            output.Value.Buffer.Last = Program.Operations.Count;
        }
    }

    private void Group(Node quantize)
    {
        var (scale, zero) = Parameters(quantize);
        var codes = quantize.Output;
        zero = codes.Type == ElementType.UInt8 ? zero - 128 : zero;
        var target = new Target(codes, scale, zero, sbyte.MinValue, sbyte.MaxValue);
        var real = quantize.RequiredInput(0);
        var core = graph.Producer(real) ?? throw Refuse(quantize, "it reads a float input", "give the model integer inputs");
        while (Clamps.Bounds(core) is { } bounds && graph.Uses(core.Output).Count == 1)
        {
            target = target.Clamped(bounds.Low, bounds.High, arithmetic);
            _covered.Add(core);
            core = graph.Producer(core.RequiredInput(0)) ?? throw Refuse(core, "it reads a float input", "give the model integer inputs");
        }

        if (core.Is("DequantizeLinear"))
        {
            Lookups.Requantize(this, quantize, Read(quantize, core.Output), target);
            return;
        }

        if (graph.Uses(core.Output).Count != 1)
        {
            throw Refuse(core, "its float result is read more than once", "quantize each result once");
        }

        _covered.Add(core);
        Groups.Lower(this, core, target);
    }

    private DevicePort Port(Tensor tensor, DeviceValue value)
    {
        if (tensor.Type is not (ElementType.Int8 or ElementType.UInt8))
        {
            throw new ModelException(
                graph.Provenance.File,
                $"'{tensor.Name}' is {tensor.Type}, a device takes 8-bit codes: quantize the model's inputs and outputs");
        }

        var outside = tensor.Quantization ?? new Quantization(tensor.Type, 1, 0);
        return new DevicePort(tensor.Name, value, outside.Type, outside.Scales[0], outside.ZeroPoints[0]);
    }

    private (float Scale, int Zero) Parameters(Node node)
    {
        if (node.RequiredInput(1).Constant is not { Count: 1 } scale || node.Input(2) is { Constant: not { Count: 1 } })
        {
            throw Refuse(node, "its scale is computed or one per channel", "quantize activations per tensor with constant scales");
        }

        return (scale.ToFloats()[0], node.Input(2) is { } zero ? (int)zero.Constant!.ToIntegers()[0] : 0);
    }
}
