using System;
using System.Linq;
using Stethos.Update.Manifests;

namespace Stethos.Update.Tests.Manifests;

/// <summary>Which examples of RFC 8949, appendix A, signed documents may have, and which forms section 4.2.1 rules out.</summary>
public sealed class StrictFormTests
{
    [Theory]
    [InlineData("00")]
    [InlineData("17")]
    [InlineData("1818")]
    [InlineData("1903e8")]
    [InlineData("1a000f4240")]
    [InlineData("1b000000e8d4a51000")]
    [InlineData("1bffffffffffffffff")]
    [InlineData("40")]
    [InlineData("4401020304")]
    [InlineData("6449455446")]
    [InlineData("80")]
    [InlineData("83010203")]
    [InlineData("8301820203820405")]
    [InlineData("98190102030405060708090a0b0c0d0e0f101112131415161718181819")]
    [InlineData("a0")]
    [InlineData("a201020304")]
    public void Deterministic_examples_hold(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.True(StrictForm.Holds(bytes, 0, bytes.Length));
        Assert.True(StrictForm.Holds([9, .. bytes, 9], 1, bytes.Length));
        Assert.False(StrictForm.Holds([.. bytes, 0], 0, bytes.Length + 1));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(StrictForm.Holds(bytes, 0, length));
        }
    }

    [Theory]
    [InlineData("1817", "a longer head than needed")]
    [InlineData("1900ff", "a longer head than needed")]
    [InlineData("1a0000ffff", "a longer head than needed")]
    [InlineData("1b00000000ffffffff", "a longer head than needed")]
    [InlineData("580101", "a longer head than needed")]
    [InlineData("a203040102", "keys descend")]
    [InlineData("a201020102", "a key twice")]
    [InlineData("a16161626262", "a key that is text")]
    [InlineData("9f018202039f0405ffff", "an indefinite length")]
    [InlineData("5f42010243030405ff", "an indefinite length")]
    [InlineData("20", "a number below zero")]
    [InlineData("f4", "a simple value")]
    [InlineData("f93c00", "a float")]
    [InlineData("fb3ff199999999999a", "a float")]
    [InlineData("c11a514b67b0", "a tag")]
    [InlineData("1c", "a reserved head")]
    [InlineData("ff", "a stray break")]
    [InlineData("9bffffffffffffffff", "an array without end")]
    [InlineData("5bffffffffffffffff", "a string without end")]
    public void Every_other_form_is_refused(string hex, string why)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.False(StrictForm.Holds(bytes, 0, bytes.Length), why);
        byte[] within = [0x81, .. bytes];
        Assert.False(StrictForm.Holds(within, 0, within.Length), why);
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        byte[] Nested(int depth) => [.. Enumerable.Repeat((byte)0x81, depth), 0];
        Assert.True(StrictForm.Holds(Nested(8), 0, 9));
        Assert.False(StrictForm.Holds(Nested(9), 0, 10));
        Assert.False(StrictForm.Holds(Nested(9999), 0, 10_000));
    }
}
