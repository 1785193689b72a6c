using System;
using System.Buffers.Binary;
using System.Numerics;
using Stethos.Hal;

namespace Stethos.Update.Prover.Flash;

/// <summary>
/// A cheap keyed hash for the large sweeps: it mixes well and any change of a byte changes it, but it is no code that anybody
/// could rely on against an adversary. Part of the cases are played with the real one.
/// </summary>
public sealed class FastKeyedHash : IKeyedHash
{
    /// <inheritdoc/>
    public void Compute(byte[] key, byte[] data, int offset, int count, byte[] mac)
    {
        ulong a = 0x9E3779B97F4A7C15UL + (ulong)count;
        ulong b = Mix(ref a, key, 0, key.Length);
        b ^= Mix(ref a, data, offset, count);
        for (var i = 0; i < 4; i++)
        {
            a = Step(a, b + (ulong)i);
            b = Step(b, a);
            BinaryPrimitives.WriteUInt64LittleEndian(mac.AsSpan(i * 8), a ^ BitOperations.RotateLeft(b, 23));
        }
    }

    private static ulong Mix(ref ulong a, byte[] data, int offset, int count)
    {
        ulong b = 0xD1B54A32D192ED03UL;
        var span = data.AsSpan(offset, count);
        for (; span.Length >= 8; span = span[8..])
        {
            a = Step(a, BinaryPrimitives.ReadUInt64LittleEndian(span));
            b ^= a;
        }

        foreach (var rest in span)
        {
            a = Step(a, rest);
            b ^= BitOperations.RotateLeft(a, 17);
        }

        return b;
    }

    private static ulong Step(ulong state, ulong word)
    {
        state = (state ^ word) * 0xFF51AFD7ED558CCDUL;
        return state ^ (state >> 32);
    }
}
