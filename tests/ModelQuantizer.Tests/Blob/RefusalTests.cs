using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Graph;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Blob;

/// <summary>What a device cannot run is refused in one line: the operator, the node, what is wrong and what to do.</summary>
public sealed partial class RefusalTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Func<CodeGraph, Node>> Models = new()
    {
        ["Sin"] = g => g.Graph.Add("Sin", "odd", g.Real(g.Input(1, 8))),
        ["Round"] = g => g.Graph.Add("Round", "odd", g.Real(g.Input(1, 8))),
        ["Pow"] = g => g.Graph.Add("Pow", "odd", g.Real(g.Input(1, 8)), g.Number(3)),
        ["Sum of two shapes"] = g => g.Graph.Add("Add", "odd", g.Real(g.Input(1, 4, 5, 5)), g.Real(g.Input(1, 4, 1, 1))),
        ["Mul of two activations"] = g => Two(g, "Mul"),
        ["Sub of two activations"] = g => Two(g, "Sub"),
        ["Div of two activations"] = g => Two(g, "Div"),
        ["Max of two activations"] = g => Two(g, "Max"),
        ["Mul with a constant of every place"] = g =>
            g.Graph.Add("Mul", "odd", g.Real(g.Input(1, 3, 4, 5)), g.Numbers(0, 1, 3, 4, 5)),
        ["PRelu"] = g => g.Graph.Add("PRelu", "odd", g.Real(g.Input(1, 8)), g.Numbers(0, 1, 8)),
        ["ReduceMax"] = g => With(g.Graph.Add("ReduceMax", "odd", g.Real(g.Input(1, 8)), g.List(1)), "keepdims", 1),
        ["ReduceMean of a row"] = g => With(g.Graph.Add("ReduceMean", "odd", g.Real(g.Input(1, 8)), g.List(1)), "keepdims", 1),
        ["Softmax of channels"] = g => With(g.Graph.Add("Softmax", "odd", g.Real(g.Input(1, 3, 4, 5))), "axis", 1),
        ["LogSoftmax"] = g => g.Graph.Add("LogSoftmax", "odd", g.Real(g.Input(1, 8))),
        ["Gather"] = g => With(g.Graph.Add("Gather", "odd", g.Real(g.Input(1, 8)), g.List(1, 3)), "axis", 1),
        ["DepthToSpace"] = g => With(g.Graph.Add("DepthToSpace", "odd", g.Real(g.Input(1, 8, 3, 3))), "blocksize", 2),
        ["Tile"] = g => g.Graph.Add("Tile", "odd", g.Real(g.Input(1, 8)), g.List(1, 2)),
        ["Expand"] = g => g.Graph.Add("Expand", "odd", g.Real(g.Input(1, 8)), g.List(3, 8)),
        ["InstanceNormalization"] = g => g.Graph.Add(
            "InstanceNormalization", "odd", g.Real(g.Input(1, 4, 5, 5)), g.Numbers(0, 1, 4), g.Numbers(0, 1, 4)),
        ["LayerNormalization"] = g => g.Graph.Add(
            "LayerNormalization", "odd", g.Real(g.Input(1, 8)), g.Numbers(0, 1, 8), g.Numbers(0, 1, 8)),
        ["MatMul of two activations"] = g => g.Graph.Add("MatMul", "odd", g.Real(g.Input(3, 4)), g.Real(g.Input(4, 5))),
        ["Conv of three dimensions"] = g => g.Graph.Add("Conv", "odd", g.Real(g.Input(1, 2, 4, 4, 4)), g.Numbers(-1, 1, 3, 2, 2, 2, 2)),
        ["Conv with float weights"] = g => g.Graph.Add("Conv", "odd", g.Real(g.Input(1, 2, 4, 4)), g.Numbers(-1, 1, 3, 2, 2, 2)),
        ["ConvTranspose"] = g => g.Graph.Add("ConvTranspose", "odd", g.Real(g.Input(1, 2, 4, 4)), g.Numbers(-1, 1, 2, 3, 2, 2)),
        ["Pad by reflection"] = g => With(g.Graph.Add("Pad", "odd", g.Real(g.Input(1, 8)), g.List(0, 2, 0, 2)), "mode", "reflect"),
        ["Slice of every second"] = g => g.Graph.Add(
            "Slice", "odd", g.Real(g.Input(1, 8)), g.List(0), g.List(8), g.List(1), g.List(2)),
        ["MaxPool that leaves gaps"] = g => With(
            With(g.Graph.Add("MaxPool", "odd", g.Real(g.Input(1, 2, 8, 8))), "kernel_shape", new long[] { 2, 2 }),
            "dilations", new long[] { 2, 2 }),
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Refusal_names_operator_node_and_what_to_do(string name)
    {
        var g = new CodeGraph(1);
        var node = Models[name](g);
        var message = Assert.Throws<ModelException>(
            () => BlobCompiler.Compile(g.Ending(g.Quantize(node.Output, 0.1f)))).Message;
        output.WriteLine(message);
        var parts = Form().Match(message);
        Assert.True(parts.Success, message);
        Assert.Equal((node.Op, "odd"), (parts.Groups["op"].Value, parts.Groups["node"].Value));
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("Mul of two activations", "with a constant only")]
    [InlineData("MatMul of two activations", "leave the model to the gateway")]
    [InlineData("LayerNormalization", "batch normalisation")]
    [InlineData("ReduceMax", "GlobalMaxPool")]
    [InlineData("PRelu", "LeakyRelu")]
    [InlineData("Gather", "Slice")]
    public void Advice_is_about_that_operator(string name, string advice)
    {
        var g = new CodeGraph(1);
        var model = g.Ending(g.Quantize(Models[name](g).Output, 0.1f));
        Assert.Contains(
            advice, Assert.Throws<ModelException>(() => BlobCompiler.Compile(model)).Message.Split("; ", 2)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Operators_of_another_domain_are_named_with_it()
    {
        var g = new CodeGraph(1);
        var real = g.Real(g.Input(1, 8));
        var made = g.Graph.AddTensor("made", ElementType.Float, Shape.Of(1, 8));
        g.Graph.Add("FastGelu", "odd", [real], [made], "com.microsoft");
        var message = Assert.Throws<ModelException>(() => BlobCompiler.Compile(g.Ending(g.Quantize(made, 0.1f)))).Message;
        output.WriteLine(message);
        Assert.Contains("FastGelu 'odd'", message, StringComparison.Ordinal);
    }

    private static Node Two(CodeGraph g, string op) => g.Graph.Add(op, "odd", g.Real(g.Input(1, 8)), g.Real(g.Input(1, 8)));

    private static Node With(Node node, string name, object value)
    {
        switch (value)
        {
            case int number:
                node.SetAttribute(name, (long)number);
                break;
            case string text:
                node.SetAttribute(name, text);
                break;
            default:
                node.SetAttribute(name, (long[])value);
                break;
        }

        return node;
    }

    // What is wrong, then an advice behind a semicolon.
    [GeneratedRegex("(?<op>\\w+) '(?<node>\\w+)'[^;]*: ?[^;]{8,}; .{12,}$")]
    private static partial Regex Form();
}
