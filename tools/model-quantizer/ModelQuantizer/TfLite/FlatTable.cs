using System;

namespace Stethos.ModelQuantizer.TfLite;

/// <summary>One table of a FlatBuffer; fields are named by their slot in the schema and read with the schema's default.</summary>
internal readonly struct FlatTable
{
    private readonly FlatFile _file;
    private readonly int _at;
    private readonly int _vtable;
    private readonly int _vtableLength;

    public FlatTable(FlatFile file, int at)
    {
        _file = file;
        _at = at;
        var vtable = (long)at - file.Int32(at);
        if (vtable < 0 || vtable > file.Length)
        {
            throw new FlatException($"byte {at}: the table's list of fields lies outside the file");
        }

        _vtable = (int)vtable;
        _vtableLength = file.UInt16(_vtable);
        file.Charge(at, 8);
    }

    public int Int32(int slot, int otherwise = 0) => Place(slot) is var at and > 0 ? _file.Int32(at) : otherwise;

    public uint UInt32(int slot) => Place(slot) is var at and > 0 ? _file.UInt32(at) : 0;

    public ulong UInt64(int slot) => Place(slot) is var at and > 0 ? _file.UInt64(at) : 0;

    public int SByte(int slot) => Place(slot) is var at and > 0 ? (sbyte)_file.Byte(at) : 0;

    public int Byte(int slot) => Place(slot) is var at and > 0 ? _file.Byte(at) : 0;

    public bool Bool(int slot) => Byte(slot) != 0;

    public float Single(int slot) => Place(slot) is var at and > 0 ? _file.Single(at) : 0;

    public string Text(int slot) => Place(slot) is var at and > 0 ? _file.Text(_file.Follow(at)) : "";

    public FlatTable? Table(int slot) => Place(slot) is var at and > 0 ? new FlatTable(_file, _file.Follow(at)) : null;

    public int[] Int32s(int slot)
    {
        var (start, count) = Vector(slot, 4);
        var values = new int[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = _file.Int32(start + 4 * i);
        }

        return values;
    }

    public long[] Int64s(int slot)
    {
        var (start, count) = Vector(slot, 8);
        var values = new long[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (long)_file.UInt64(start + 8 * i);
        }

        return values;
    }

    public float[] Singles(int slot)
    {
        var (start, count) = Vector(slot, 4);
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = _file.Single(start + 4 * i);
        }

        return values;
    }

    /// <summary>A vector of bytes, in place.</summary>
    public ReadOnlyMemory<byte> Bytes(int slot)
    {
        var (start, count) = Vector(slot, 1);
        return count == 0 ? default : _file.Slice(start, count);
    }

    public FlatTable[] Tables(int slot)
    {
        var (start, count) = Vector(slot, 4);
        _file.Charge(start, (long)count * 32);
        var tables = new FlatTable[count];
        for (var i = 0; i < count; i++)
        {
            tables[i] = new FlatTable(_file, _file.Follow(start + 4 * i));
        }

        return tables;
    }

    private (int Start, int Count) Vector(int slot, int width) =>
        Place(slot) is var at and > 0 ? _file.Vector(_file.Follow(at), width) : (0, 0);

    // 0 when the field is absent and has its default.
    private int Place(int slot)
    {
        var entry = 4 + 2 * slot;
        if (_file is null || entry + 2 > _vtableLength)
        {
            return 0;
        }

        var offset = _file.UInt16(_vtable + entry);
        return offset == 0 ? 0 : _at + offset;
    }
}
