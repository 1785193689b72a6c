using System;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Onnx;
using Stethos.Testing;
using WireWriter = Stethos.ModelQuantizer.Onnx.WireWriter;

namespace Stethos.ModelQuantizer.Tests.Onnx;

public sealed class OnnxReaderTests
{
    private static readonly WireWriter Opset13 = new WireWriter().Text(1, "").Integer(2, 13);

    [Fact]
    public void Written_model_is_read_with_names_shapes_and_metadata()
    {
        var graph = OnnxModel.Parse(new WrittenModel { InputWidth = 7, OutputWidth = 4 }.Bytes(), "written.onnx");

        Assert.Equal(13, graph.Opset);
        Assert.Equal(["MatMul", "Softmax"], graph.Nodes.Select(node => node.Op));
        Assert.Equal("x: Float [N, 7]", Assert.Single(graph.Inputs).ToString());
        Assert.Equal("y: Float [N, 4]", Assert.Single(graph.Outputs).ToString());
        Assert.Equal(28, graph.Find("W")!.Constant!.Count);
        Assert.Equal("1.0.0", graph.Metadata["version"]);
        Assert.Equal(64, graph.Provenance.Sha256.Length);
    }

    [Theory]
    [InlineData(ElementType.Float, "float")]
    [InlineData(ElementType.Int32, "int32")]
    [InlineData(ElementType.Int8, "int32")]
    [InlineData(ElementType.UInt8, "int32")]
    [InlineData(ElementType.Int16, "int32")]
    [InlineData(ElementType.Bool, "int32")]
    [InlineData(ElementType.Int64, "int64")]
    [InlineData(ElementType.Double, "double")]
    [InlineData(ElementType.UInt32, "uint64")]
    [InlineData(ElementType.UInt64, "uint64")]
    public void Values_are_read_from_the_field_that_holds_them(ElementType type, string field)
    {
        var tensor = new WireWriter().Integer(1, 2).Integer(2, (int)type).Text(8, "c");
        switch (field)
        {
            case "float":
                tensor.Float(4, 1).Float(4, 0);
                break;
            case "double":
                tensor.Bytes(10, [.. BitConverter.GetBytes(1.0), .. BitConverter.GetBytes(0.0)]);
                break;
            case "int32":
                tensor.Integer(5, 1).Integer(5, 0);
                break;
            case "int64":
                tensor.Bytes(7, [1, 0]);
                break;
            default:
                tensor.Bytes(11, [1, 0]);
                break;
        }

        var constant = Parse(new WireWriter().Message(5, tensor)).Find("c")!.Constant!;
        Assert.Equal(type, constant.Type);
        Assert.Equal([1f, 0f], constant.ToFloats());
    }

    [Fact]
    public void Initializer_that_is_listed_as_input_is_a_constant()
    {
        var tensor = new WireWriter().Integer(1, 1).Integer(2, 1).Float(4, 1).Text(8, "w");
        var graph = Parse(new WireWriter().Message(11, new WireWriter().Text(1, "w")).Message(5, tensor));
        Assert.Empty(graph.Inputs);
        Assert.True(graph.Find("w")!.IsConstant);
    }

    [Fact]
    public void Broken_files_are_refused_in_one_line_with_the_place()
    {
        Refused("no graph", new WireWriter().Integer(1, 8).ToArray());
        Refused("claims", [0x3A, 0x7F, 0x00]);
        Refused("more than ten bytes", [.. Enumerable.Repeat((byte)0xFF, 12)]);
        Refused("no field key", [0x0B]);
        Refused("inside a number", [0x08, 0x80]);
        RefusedGraph("'x', which nothing makes", new WireWriter().Message(1, Node("Relu", "x", "y")));
        RefusedGraph("defined twice", new WireWriter().Message(1, Node("Relu", "", "y")).Message(1, Node("Relu", "", "y")));
        RefusedGraph("no operator", new WireWriter().Message(1, new WireWriter().Text(2, "y")));
        RefusedGraph("sparse", new WireWriter().Message(15, new WireWriter()));
        RefusedGraph("'y', which nothing makes", new WireWriter().Message(12, new WireWriter().Text(1, "y")));
    }

    [Fact]
    public void Tensors_that_lie_about_their_size_are_refused()
    {
        RefusedGraph("tensor 'w'", Initializer(new WireWriter().Integer(1, 2).Integer(2, 1).Text(8, "w").Float(4, 1)));
        RefusedGraph("tensor 'w'", Initializer(new WireWriter().Integer(1, 2).Integer(2, 1).Text(8, "w").Bytes(9, new byte[9])));
        RefusedGraph("tensor 'w'", Initializer(new WireWriter().Integer(1, 1L << 40).Integer(1, 1L << 40).Integer(2, 1).Text(8, "w")));
        RefusedGraph("tensor 'w'", Initializer(new WireWriter().Integer(1, 1L << 40).Integer(2, 2).Text(8, "w").Integer(5, 1)));
        RefusedGraph("texts as values", Initializer(new WireWriter().Integer(1, 1).Integer(2, 8).Text(8, "w").Text(6, "a")));
        RefusedGraph("element type 17", Initializer(new WireWriter().Integer(1, 1).Integer(2, 17).Text(8, "w").Bytes(9, [1])));
    }

    [Fact]
    public void External_data_is_read_beside_the_model_only()
    {
        using var folder = new TemporaryFolder();
        var inside = Directory.CreateDirectory(Path.Combine(folder.Path, "model")).FullName;
        File.WriteAllBytes(Path.Combine(inside, "w.bin"), [0, 0, 0, 0, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(2.5f)]);
        File.WriteAllBytes(Path.Combine(folder.Path, "secret.bin"), new byte[8]);
        File.CreateSymbolicLink(Path.Combine(inside, "link.bin"), Path.Combine(folder.Path, "secret.bin"));

        var graph = OnnxModel.Parse(External("w.bin", "4", "8"), "m.onnx", inside);
        Assert.Equal([1.5f, 2.5f], graph.Find("w")!.Constant!.ToFloats());

        Refused("beyond", External("w.bin", "8", "8"), inside);
        Refused("does not fit", External("w.bin", "0", "12"), inside);
        Refused("no number", External("w.bin", "-4", "8"), inside);
        Refused("not there", External("v.bin", "0", "8"), inside);
        Refused("link", External("link.bin", "0", "8"), inside);
        Refused("no folder", External("w.bin", "4", "8"), null);
        var secret = Path.Combine(folder.Path, "secret.bin");
        foreach (var outside in (string[])["../secret.bin", "a/../../secret.bin", secret, "..\\secret.bin", ""])
        {
            Refused("outside", External(outside, "0", "8"), inside);
        }
    }

    [Fact]
    public void Missing_and_empty_files_are_named()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "m.onnx");
        Assert.Equal($"{path}: there is no such file", Assert.Throws<ModelException>(() => OnnxModel.Load(path)).Message);
        File.WriteAllBytes(path, []);
        Assert.Equal($"{path}: the file is empty", Assert.Throws<ModelException>(() => OnnxModel.Load(path)).Message);
        Assert.Contains("folder", Assert.Throws<ModelException>(() => OnnxModel.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    private static WireWriter Node(string op, string input, string output) =>
        new WireWriter().Text(1, input).Text(2, output).Text(4, op);

    private static WireWriter Initializer(WireWriter tensor) => new WireWriter().Message(5, tensor);

    private static byte[] External(string location, string offset, string length)
    {
        var tensor = new WireWriter().Integer(1, 2).Integer(2, 1).Text(8, "w").Integer(14, 1);
        foreach (var (key, value) in ((string, string)[])[("location", location), ("offset", offset), ("length", length)])
        {
            tensor.Message(13, new WireWriter().Text(1, key).Text(2, value));
        }

        return Model(Initializer(tensor));
    }

    private static byte[] Model(WireWriter graph) => new WireWriter().Integer(1, 8).Message(7, graph).Message(8, Opset13).ToArray();

    private static ModelGraph Parse(WireWriter graph) => OnnxModel.Parse(Model(graph), "m.onnx");

    private static void RefusedGraph(string because, WireWriter graph) => Refused(because, Model(graph));

    private static void Refused(string because, byte[] model, string? folder = null)
    {
        var message = Assert.Throws<ModelException>(() => OnnxModel.Parse(model, "m.onnx", folder)).Message;
        Assert.StartsWith("m.onnx: byte ", message, StringComparison.Ordinal);
        Assert.Contains(because, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
