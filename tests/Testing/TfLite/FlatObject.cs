using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Stethos.Testing.TfLite;

/// <summary>
/// A FlatBuffer table to be written (flatbuffers.dev, "Internals"), laid out plainly: list of fields, table, then what it points to.
/// </summary>
public sealed class FlatObject
{
    private readonly SortedDictionary<int, byte[]> _scalars = [];
    private readonly SortedDictionary<int, Action<FlatObject, MemoryStream>> _children = [];

    public FlatObject Scalar(int slot, byte[] littleEndian)
    {
        _scalars[slot] = littleEndian;
        return this;
    }

    public FlatObject Number(int slot, int value) => Scalar(slot, BitConverter.GetBytes(value));

    public FlatObject Small(int slot, int value) => Scalar(slot, [(byte)value]);

    public FlatObject Real(int slot, float value) => Scalar(slot, BitConverter.GetBytes(value));

    public FlatObject Child(int slot, FlatObject child) => Later(slot, stream => child.Write(stream));

    public FlatObject Children(int slot, IReadOnlyList<FlatObject> children) => Later(slot, stream =>
    {
        Align(stream);
        var start = (int)stream.Position;
        stream.Write(BitConverter.GetBytes(children.Count));
        stream.Write(new byte[4 * children.Count]);
        for (var i = 0; i < children.Count; i++)
        {
            Patch(stream, start + 4 + 4 * i, children[i].Write(stream));
        }

        return start;
    });

    public FlatObject Vector(int slot, byte[] elements, int width) => Later(slot, stream =>
    {
        Align(stream);
        var start = (int)stream.Position;
        stream.Write(BitConverter.GetBytes(elements.Length / width));
        stream.Write(elements);
        return start;
    });

    public FlatObject Numbers(int slot, params int[] values) => Vector(slot, [.. values.SelectMany(BitConverter.GetBytes)], 4);

    public FlatObject Text(int slot, string text) => Vector(slot, Encoding.UTF8.GetBytes(text), 1);

    /// <summary>The file with this table as its root.</summary>
    public byte[] File(string identifier)
    {
        using var stream = new MemoryStream();
        stream.Write(new byte[4]);
        stream.Write(Encoding.ASCII.GetBytes(identifier));
        Patch(stream, 0, Write(stream));
        return stream.ToArray();
    }

    private static void Align(MemoryStream stream)
    {
        while (stream.Position % 4 != 0)
        {
            stream.WriteByte(0);
        }
    }

    private static void Patch(MemoryStream stream, int place, int target)
    {
        stream.Position = place;
        stream.Write(BitConverter.GetBytes(target - place));
        stream.Position = stream.Length;
    }

    private FlatObject Later(int slot, Func<MemoryStream, int> write)
    {
        _scalars[slot] = new byte[4];
        _children[slot] = (parent, stream) => Patch(stream, parent._start + parent._places[slot], write(stream));
        return this;
    }

    private readonly Dictionary<int, int> _places = [];
    private int _start;

    private int Write(MemoryStream stream)
    {
        Align(stream);
        var slots = _scalars.Count == 0 ? 0 : _scalars.Keys.Max() + 1;
        var size = 4;
        foreach (var (slot, bytes) in _scalars)
        {
            _places[slot] = size;
            size += bytes.Length;
        }

        var list = (int)stream.Position;
        stream.Write(BitConverter.GetBytes((ushort)(4 + 2 * slots)));
        stream.Write(BitConverter.GetBytes((ushort)size));
        for (var slot = 0; slot < slots; slot++)
        {
            stream.Write(BitConverter.GetBytes((ushort)_places.GetValueOrDefault(slot)));
        }

        _start = (int)stream.Position;
        stream.Write(BitConverter.GetBytes(_start - list));
        foreach (var bytes in _scalars.Values)
        {
            stream.Write(bytes);
        }

        foreach (var child in _children.Values)
        {
            child(this, stream);
        }

        return _start;
    }
}
