using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Tests.Graph;

public sealed class ModelGraphTests
{
    [Fact]
    public void Order_follows_the_data_not_the_order_of_adding()
    {
        var graph = new ModelGraph("g");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1));
        var middle = graph.AddTensor("middle");
        var last = graph.Add("Relu", "last", middle);
        var first = graph.Add("Relu", "first", [x], [middle]);
        graph.AddOutput(last.Output);

        Assert.Equal([first, last], graph.Order());
        graph.Sort();
        Assert.Equal([first, last], graph.Nodes);
    }

    [Fact]
    public void Circle_is_reported_with_a_node_in_it()
    {
        var graph = new ModelGraph("g");
        var a = graph.AddTensor("a");
        var b = graph.AddTensor("b");
        graph.Add("Relu", "one", [a], [b]);
        graph.Add("Relu", "two", [b], [a]);

        Assert.Contains("'one'", Assert.Throws<InvalidOperationException>(graph.Order).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensor_made_twice_is_reported()
    {
        var graph = new ModelGraph("g");
        var x = graph.AddInput("x", ElementType.Float, null);
        var y = graph.AddTensor("y");
        graph.Add("Relu", "one", [x], [y]);
        graph.Add("Relu", "two", [x], [y]);

        Assert.Throws<InvalidOperationException>(() => graph.Producer(y));
    }

    [Fact]
    public void Names_stay_unique()
    {
        var graph = new ModelGraph("g");
        var first = graph.AddTensor("t");
        var second = graph.AddTensor("t");
        var third = graph.AddTensor("t");
        Assert.Equal(["t", "t_2", "t_3"], new[] { first, second, third }.Select(tensor => tensor.Name));

        graph.Rename(third, "t");
        Assert.Equal("t", third.Name);
        Assert.Equal(3, graph.Tensors.Select(tensor => tensor.Name).Distinct().Count());
        Assert.Same(third, graph.Find("t"));
        Assert.Same(first, graph.Find(first.Name));
    }

    [Fact]
    public void Users_and_producer_follow_every_change()
    {
        var graph = new ModelGraph("g");
        var x = graph.AddInput("x", ElementType.Float, null);
        var relu = graph.Add("Relu", "relu", x);
        var add = graph.Add("Add", "add", relu.Output, relu.Output);
        graph.AddOutput(add.Output);
        Assert.Equal(2, graph.Uses(relu.Output).Count);
        Assert.Null(graph.OnlyUser(relu.Output));
        Assert.Same(relu, graph.OnlyUser(x));

        graph.SetInput(add, 1, x);
        Assert.Same(add, graph.OnlyUser(relu.Output));
        graph.ReplaceUses(relu.Output, x);
        Assert.Empty(graph.Uses(relu.Output));
        Assert.Equal(3, graph.Uses(x).Count);

        Assert.Equal(1, graph.RemoveUnused());
        Assert.Null(graph.Find("relu"));
        Assert.Equal([add], graph.Nodes);
    }

    [Fact]
    public void Replacement_keeps_place_outputs_and_origin()
    {
        var graph = new ModelGraph("g");
        var x = graph.AddInput("x", ElementType.Float, null);
        var dropout = graph.Add("Dropout", "d", x);
        dropout.OriginalName = "drop/1";
        dropout.OriginalIndex = 7;
        var after = graph.Add("Relu", "after", dropout.Output);
        graph.AddOutput(after.Output);

        var identity = graph.Replace(dropout, "Identity", x);

        Assert.Equal([identity, after], graph.Nodes);
        Assert.Equal(("d", "drop/1", 7), (identity.Name, identity.OriginalName, identity.OriginalIndex));
        Assert.Same(identity, graph.Producer(after.Inputs[0]!));
    }

    [Fact]
    public void Tensor_of_another_graph_is_refused()
    {
        var graph = new ModelGraph("g");
        var foreign = new ModelGraph("h").AddTensor("x");
        Assert.Throws<ArgumentException>(() => graph.Add("Relu", "r", foreign));
    }

    [Fact]
    public void Copy_shares_nothing_that_changes()
    {
        var graph = new ModelGraph("g") { Opset = 13 };
        graph.Metadata["k"] = "v";
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 2));
        x.Quantization = new Quantization(ElementType.Int8, 0.5f, 3);
        var conv = graph.Add("Conv", "c", x, graph.AddConstant("w", TensorData.Floats([1, 2], 2)));
        conv.SetAttribute("strides", new long[] { 2, 2 });
        graph.AddOutput(conv.Output);

        var copy = graph.Clone();
        copy.Nodes[0].SetAttribute("strides", new long[] { 1, 1 });
        copy.Find("x")!.Shape = Shape.Of(5, 2);

        Assert.Equal([2L, 2L], conv.Integers("strides")!);
        Assert.Equal(Shape.Of(1, 2), x.Shape);
        Assert.Equal("v", copy.Metadata["k"]);
        Assert.Equal(13, copy.Opset);
        Assert.True(copy.Inputs[0].Quantization!.SameAs(x.Quantization));
        Assert.Equal([1f, 2f], copy.Find("w")!.Constant!.ToFloats());
        Assert.Same(copy.Find("c"), copy.Outputs[0]);
    }

    [Fact]
    public void Long_chains_need_no_stack()
    {
        var graph = new ModelGraph("g");
        var at = graph.AddInput("x", ElementType.Float, null);
        for (var i = 0; i < 20_000; i++)
        {
            at = graph.Add("Relu", "r", at).Output;
        }

        graph.AddOutput(at);
        Assert.Equal(0, graph.RemoveUnused());
        Assert.Equal(20_000, graph.Order().Count);
    }
}
