using System;
using System.Collections.Generic;
using System.Security.Cryptography;

namespace Stethos.ModelQuantizer.Size.Delta;

/// <summary>What an update over the air would send: chunks that the installed file holds anywhere are not sent again.</summary>
/// <param name="InstalledBytes">The file that is there.</param>
/// <param name="NewBytes">The file that is to come.</param>
/// <param name="FixedBytes">To be sent with chunks of 1,024 bytes.</param>
/// <param name="ContentBytes">To be sent with chunks that end where the content says so; survives inserted bytes.</param>
public sealed record OtaDelta(long InstalledBytes, long NewBytes, long FixedBytes, long ContentBytes)
{
    public const int ChunkBytes = 1024;
    private const int ShortestBytes = 256;
    private const int LongestBytes = 4096;

    // One boundary in 1,024 bytes: the ten upper bits, which 64 bytes of history have reached.
    private const ulong BoundaryMask = 0xFFC0_0000_0000_0000;

    public static OtaDelta Between(ReadOnlySpan<byte> installed, ReadOnlySpan<byte> next) => new(
        installed.Length, next.Length, Missing(installed, next, NextFixed), Missing(installed, next, NextByContent));

    private delegate int ChunkLength(ReadOnlySpan<byte> rest);

    private static long Missing(ReadOnlySpan<byte> installed, ReadOnlySpan<byte> next, ChunkLength cut)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var rest = installed; rest.Length > 0;)
        {
            var length = cut(rest);
            known.Add(Convert.ToHexString(SHA256.HashData(rest[..length])));
            rest = rest[length..];
        }

        var missing = 0L;
        for (var rest = next; rest.Length > 0;)
        {
            var length = cut(rest);
            if (known.Add(Convert.ToHexString(SHA256.HashData(rest[..length]))))
            {
                missing += length;
            }

            rest = rest[length..];
        }

        return missing;
    }

    private static int NextFixed(ReadOnlySpan<byte> rest) => Math.Min(ChunkBytes, rest.Length);

    // A gear hash (Xia et al. 2016, FastCDC): each byte's random number is added to the doubled sum.
    private static int NextByContent(ReadOnlySpan<byte> rest)
    {
        var most = Math.Min(LongestBytes, rest.Length);
        var sum = 0UL;
        for (var i = 0; i < most; i++)
        {
            sum = (sum << 1) + Gear(rest[i]);
            if (i + 1 >= ShortestBytes && (sum & BoundaryMask) == 0)
            {
                return i + 1;
            }
        }

        return most;
    }

    // The finaliser of SplitMix64: as good as a table of random numbers and nothing to store.
    private static ulong Gear(byte value)
    {
        var mixed = (value + 1UL) * 0x9E37_79B9_7F4A_7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return mixed ^ (mixed >> 31);
    }
}
