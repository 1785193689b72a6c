using System;
using System.Linq;

namespace Stethos.Protocol.Tests;

public sealed class CborReaderTests
{
    [Theory]
    [InlineData("9affffffff")]
    [InlineData("9bffffffffffffffff")]
    [InlineData("bb7fffffffffffffff")]
    [InlineData("5b8000000000000000")]
    [InlineData("7affffffff61")]
    [InlineData("5a00000005aabbccdd")]
    [InlineData("8301")]
    public void Lengths_beyond_the_bytes_that_are_left_are_refused_at_once(string hex)
    {
        var reader = Reader(hex);
        Assert.False(reader.Skip());
        Assert.Equal(FrameErrorCode.Truncated, reader.Error);
    }

    [Fact]
    public void A_length_beyond_the_bytes_that_are_left_is_refused_by_every_reader_of_lengths()
    {
        var bytes = Reader("5a00000005aabbccdd");
        Assert.False(bytes.ReadBytes(int.MaxValue, out _, out _));
        var text = Reader("7b7fffffffffffffff61");
        Assert.False(text.ReadText(int.MaxValue, out _));
        var array = Reader("9affffffff");
        Assert.False(array.ReadArrayStart(out _));
        var map = Reader("bb8000000000000000");
        Assert.False(map.ReadMapStart(out _));
        Assert.All((CborReader[])[bytes, text, array, map], reader => Assert.Equal(FrameErrorCode.Truncated, reader.Error));
    }

    [Fact]
    public void Arrays_nest_eight_deep_and_not_deeper()
    {
        Assert.True(Reader(string.Concat(Enumerable.Repeat("81", 8)) + "00").Skip());
        var deep = Reader(string.Concat(Enumerable.Repeat("81", 9)) + "00");
        Assert.False(deep.Skip());
        Assert.Equal(FrameErrorCode.TooDeep, deep.Error);
    }

    [Theory]
    [InlineData("c1")]
    [InlineData("a1")]
    [InlineData("81")]
    public void A_million_nested_heads_do_not_exhaust_the_stack(string head)
    {
        var reader = Reader(string.Concat(Enumerable.Repeat(head, 1_000_000)));
        Assert.False(reader.Skip());
        Assert.Equal(FrameErrorCode.TooDeep, reader.Error);
    }

    [Theory]
    [InlineData("1c")]
    [InlineData("3d")]
    [InlineData("5e")]
    [InlineData("7c")]
    [InlineData("9d")]
    [InlineData("be")]
    [InlineData("dc")]
    [InlineData("fe")]
    [InlineData("1f")]
    public void Reserved_heads_are_refused(string hex)
    {
        var reader = Reader(hex + "0000000000000000");
        Assert.False(reader.Skip());
        Assert.Equal(FrameErrorCode.NotWellFormed, reader.Error);
    }

    [Theory]
    [InlineData("18")]
    [InlineData("19ff")]
    [InlineData("1affffff")]
    [InlineData("1bffffffffffffff")]
    [InlineData("")]
    public void A_head_cut_short_is_truncated(string hex)
    {
        var reader = Reader(hex);
        Assert.False(reader.ReadUnsigned(ulong.MaxValue, out _));
        Assert.Equal(FrameErrorCode.Truncated, reader.Error);
    }

    [Fact]
    public void Numbers_are_held_to_the_range_the_caller_gives()
    {
        Assert.True(Reader("1864").ReadInt(100, out var number));
        Assert.Equal(100, number);
        Assert.False(Reader("1865").ReadInt(100, out _));
        Assert.False(Reader("1bffffffffffffffff").ReadInt(int.MaxValue, out var huge));
        Assert.Equal(0, huge);
        Assert.True(Reader("39ffff").ReadSigned(-65536, 0, out var negative));
        Assert.Equal(-65536, negative);
        Assert.False(Reader("39ffff").ReadSigned(-65535, 0, out _));
        Assert.False(Reader("3a80000000").ReadSigned(int.MinValue, int.MaxValue, out _));
        Assert.False(Reader("1a80000000").ReadSigned(int.MinValue, int.MaxValue, out _));
    }

    [Theory]
    [InlineData("fa7f800000")]
    [InlineData("faff800000")]
    [InlineData("fa7fc00000")]
    [InlineData("fa7f800001")]
    public void Floats_that_are_not_finite_are_refused(string hex)
    {
        var reader = Reader(hex);
        Assert.False(reader.ReadFloat32(out _));
        Assert.Equal(FrameErrorCode.NotFinite, reader.Error);
    }

    [Fact]
    public void A_typed_array_needs_its_own_tag_and_a_byte_string()
    {
        Assert.True(Reader("d8404100").ReadTypedArray(CborTag.Uint8Array, 1, out var offset, out var count));
        Assert.Equal((3, 1), (offset, count));
        Assert.False(Reader("d8544100").ReadTypedArray(CborTag.Uint8Array, 1, out _, out _));
        Assert.False(Reader("4100").ReadTypedArray(CborTag.Uint8Array, 1, out _, out _));
        Assert.False(Reader("d84000").ReadTypedArray(CborTag.Uint8Array, 1, out _, out _));
        Assert.False(Reader("d840420000").ReadTypedArray(CborTag.Uint8Array, 1, out _, out _));
        Assert.False(Reader("d840").ReadTypedArray(CborTag.Uint8Array, 1, out _, out _));
    }

    [Fact]
    public void After_a_fault_nothing_more_is_read_and_the_first_fault_stays()
    {
        var reader = Reader("4100" + "01");
        Assert.False(reader.ReadUnsigned(10, out _));
        Assert.Equal(FrameErrorCode.WrongType, reader.Error);
        var left = reader.Remaining;
        Assert.False(reader.ReadUnsigned(10, out _));
        Assert.False(reader.ReadBytes(10, out _, out _));
        Assert.False(reader.ReadText(10, out _));
        Assert.False(reader.ReadFloat32(out _));
        Assert.False(reader.ReadMapStart(out _));
        Assert.False(reader.Skip());
        Assert.False(reader.Fail(FrameErrorCode.KeyOrder));
        Assert.Equal((FrameErrorCode.WrongType, left), (reader.Error, reader.Remaining));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_slice_outside_its_buffer_is_a_programmer_error(int offset, int count)
    {
        Assert.Throws<ArgumentException>(() => new CborReader().Reset(new byte[4], offset, count));
        Assert.Throws<ArgumentException>(() => new CborWriter().Reset(new byte[4], offset, count));
    }

    private static CborReader Reader(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        var reader = new CborReader();
        reader.Reset(bytes, 0, bytes.Length);
        return reader;
    }
}
