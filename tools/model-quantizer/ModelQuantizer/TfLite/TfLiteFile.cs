using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.TfLite;

/// <summary>The one sub-graph of a TFLite file (schema.fbs version 3).</summary>
internal sealed class TfLiteFile
{
    public TfLiteFile(ReadOnlyMemory<byte> bytes)
    {
        var file = new FlatFile(bytes);
        if (bytes.Length < 8 || !bytes.Span.Slice(4, 4).SequenceEqual("TFL3"u8))
        {
            throw new FlatException("the file does not begin as a TFLite model (TFL3)");
        }

        var model = file.Root();
        Version = model.UInt32(0);
        Description = model.Text(3);
        var buffers = model.Tables(4).Select(table => Buffer(table, file)).ToArray();
        var codes = model.Tables(1).Select(table => (Math.Max(table.SByte(0), table.Int32(3)), table.Text(1))).ToArray();
        var graphs = model.Tables(2);
        if (graphs.Length != 1)
        {
            throw new FlatException($"the model has {graphs.Length} sub-graphs: only one is supported (no If, While or variables)");
        }

        var graph = graphs[0];
        Name = graph.Text(4);
        Tensors = graph.Tables(0).Select((table, i) => new TfLiteTensor(table, i, buffers)).ToArray();
        Inputs = Indices(graph.Int32s(1), "input");
        Outputs = Indices(graph.Int32s(2), "output");
        Operators = graph.Tables(3).Select((table, i) => new TfLiteOperator(table, i, codes, Tensors.Count)).ToArray();
    }

    public uint Version { get; }

    public string Description { get; }

    public string Name { get; }

    public IReadOnlyList<TfLiteTensor> Tensors { get; }

    public IReadOnlyList<TfLiteOperator> Operators { get; }

    public IReadOnlyList<int> Inputs { get; }

    public IReadOnlyList<int> Outputs { get; }

    // Files above 2 GB keep their buffers behind the tables, at an offset.
    private static ReadOnlyMemory<byte> Buffer(FlatTable table, FlatFile file)
    {
        var offset = table.UInt64(1);
        var size = table.UInt64(2);
        return offset <= 1 || size > int.MaxValue || offset > int.MaxValue ? table.Bytes(0) : file.Slice((int)offset, (long)size);
    }

    private int[] Indices(int[] indices, string kind) => Array.TrueForAll(indices, index => index >= 0 && index < Tensors.Count)
        ? indices
        : throw new FlatException($"an {kind} names a tensor that is not there");
}
