using System;
using Stethos.Protocol;
using Stethos.Update.Prover.Flash;

namespace Stethos.Update.Prover.Plays;

/// <summary>Looks at files without the product's own code.</summary>
public static class FlashTruth
{
    private const int Cell = 160;
    private const int Chunk = 256;

    /// <summary>Whether each piece of an image lies in the slot, at a chunk's place of some segment.</summary>
    public static bool Holds(CutStore store, ComponentCode component, int slot, byte[] image)
    {
        for (var at = 0; at < image.Length; at += Chunk)
        {
            if (!HoldsPiece(store, FileIndex.FirstSegment(component, slot), image.AsSpan(at, Math.Min(Chunk, image.Length - at))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Highest sequence of a whole record in a log; 0 = none.</summary>
    public static uint Newest(byte[]? log)
    {
        uint newest = 0;
        for (var at = 0; at + Cell <= (log?.Length ?? 0); at += Cell)
        {
            var sequence = BitConverter.ToUInt32(log!, at + 4);
            if (sequence > newest && BitConverter.ToUInt32(log!, at + Cell - 4) == Crc32.Compute(log!, at, Cell - 4))
            {
                newest = sequence;
            }
        }

        return newest;
    }

    private static bool HoldsPiece(CutStore store, int first, ReadOnlySpan<byte> piece)
    {
        for (var file = first; file < first + FileIndex.Segments; file++)
        {
            var content = store[file];
            for (var at = 0; at + piece.Length <= (content?.Length ?? 0); at += Chunk)
            {
                if (content.AsSpan(at, piece.Length).SequenceEqual(piece))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
