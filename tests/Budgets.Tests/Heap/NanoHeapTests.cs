using System;
using System.Globalization;
using Stethos.Hal.Virtual.Memory;

namespace Stethos.Budgets.Tests.Heap;

/// <summary>The recorder's sizes, object by object: blocks of 12 bytes.</summary>
public sealed class NanoHeapTests
{
    private enum Kind : short
    {
        One = 1
    }

    [Fact]
    public void An_object_is_a_block_and_one_per_field_inherited_ones_too()
    {
        Assert.Equal(12, Sized(new Empty()));
        Assert.Equal(12 + (3 * 12), Sized(new Derived { C = null }));
    }

    [Theory]
    [InlineData(typeof(byte), 1, 24)]
    [InlineData(typeof(byte), 4, 24)]
    [InlineData(typeof(byte), 5, 36)]
    [InlineData(typeof(float), 1024, 4116)]
    [InlineData(typeof(double), 10, 108)]
    [InlineData(typeof(string), 3, 60)]
    [InlineData(typeof(Kind), 2, 24)]
    public void An_array_is_twenty_bytes_and_its_elements_in_whole_blocks(Type element, int length, int bytes)
    {
        Assert.Equal(bytes, Sized(Array.CreateInstance(element, length)));
    }

    [Fact]
    public void Rows_of_a_jagged_array_count()
    {
        Assert.Equal(48 + (2 * 24), Sized(new[] { new byte[4], new byte[4] }));
    }

    [Fact]
    public void A_struct_in_a_field_or_an_element_is_an_object_of_its_own()
    {
        Assert.Equal(12 + 12 + 36, Sized(new WithStruct()));
        Assert.Equal(48 + (2 * 36), Sized(new Pair[2]));
    }

    [Fact]
    public void A_literal_costs_a_block_and_a_built_text_its_bytes()
    {
        Assert.Equal(12, Sized("a literal of some length"));
        Assert.Equal(36, Sized(12345678901234.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void What_is_shared_counts_once()
    {
        byte[] shared = new byte[4];
        NanoHeap heap = new(typeof(NanoHeapTests).Assembly);

        Assert.Equal(48 + 24, heap.Add(new[] { shared, shared }));
        Assert.Equal(0, heap.Add(shared));
    }

    [Fact]
    public void What_belongs_to_the_board_is_outside()
    {
        Assert.Equal(24, Sized(new Holder(new System.IO.MemoryStream(new byte[1000]))));
    }

    private static int Sized(object root) => new NanoHeap(typeof(NanoHeapTests).Assembly).Add(root);

    private struct Pair
    {
        public int A;
        public long B;
    }

    private class Empty;

    private class Base
    {
        public long A = 1;
    }

    private sealed class Derived : Base
    {
        public double B = 1;
        public object? C = "";
    }

    private sealed class WithStruct
    {
        public Pair P = new() { A = 1, B = 2 };
    }

    private sealed class Holder(object held)
    {
        public object Held { get; } = held;
    }
}
