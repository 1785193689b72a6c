using System;

namespace Stethos.Fuzz.Tests;

/// <summary>
/// Places an input so that reading outside it shows: once in an array of exactly its size, where it throws, and twice
/// inside larger arrays with different bytes around it, where it would change the outcome.
/// </summary>
internal sealed class Surroundings(int longest)
{
    private const int Margin = 48;
    private readonly byte[] _buffer = new byte[longest + 2 * Margin];

    /// <summary>Runs a reader in all three places; fails unless the outcomes are equal and the bytes are untouched.</summary>
    public T Read<T>(byte[] input, Func<byte[], int, int, T> read)
    {
        var exact = (byte[])input.Clone();
        var outcome = read(exact, 0, exact.Length);
        Assert.True(exact.AsSpan().SequenceEqual(input), "the input was changed");
        foreach (var canary in (byte[])[0x00, 0xFF, 0x61])
        {
            Array.Fill(_buffer, canary);
            input.CopyTo(_buffer, Margin);
            Assert.Equal(outcome, read(_buffer, Margin, input.Length));
            Assert.True(_buffer.AsSpan(Margin, input.Length).SequenceEqual(input), "the input was changed");
            Assert.Equal(-1, _buffer.AsSpan(0, Margin).IndexOfAnyExcept(canary));
            Assert.Equal(-1, _buffer.AsSpan(Margin + input.Length).IndexOfAnyExcept(canary));
        }

        return outcome;
    }
}
