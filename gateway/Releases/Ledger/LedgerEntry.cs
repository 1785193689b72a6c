using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stethos.Releases.Ledger;

/// <summary>One line of a signer's ledger. Its hash covers the line before, so none can be taken out or changed.</summary>
/// <param name="Number">Counts the lines, from 0.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Index">The one-time index reserved or given up; of the first line the first that may be used.</param>
/// <param name="Seconds">When, UTC since 1970.</param>
/// <param name="Digest">SHA-256 of what is signed, in hexadecimal digits; of the first line that of the public key.</param>
/// <param name="Previous">Hash of the line before; 64 zeros for the first.</param>
public sealed record LedgerEntry(int Number, LedgerKind Kind, int Index, long Seconds, string Digest, string Previous)
{
    /// <summary>What comes before the first line.</summary>
    public static readonly string NoHash = new('0', 64);

    /// <summary>SHA-256 of the line up to here.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Text)));

    /// <summary>The line as it is kept.</summary>
    public string Line => $"{Text} {Hash}\n";

    private string Text => string.Create(CultureInfo.InvariantCulture, $"{Number} {Kind} {Index} {Seconds} {Digest} {Previous}");

    /// <summary>Reads a line without its end; null when it is not one.</summary>
    public static LedgerEntry? Parse(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length != 7 || !IsNumber(parts[0], out var number) || !Enum.TryParse<LedgerKind>(parts[1], out var kind)
            || !IsNumber(parts[2], out var index)
            || !long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return null;
        }

        var entry = new LedgerEntry(number, kind, index, seconds, parts[4], parts[5]);
        return entry.Line == line + "\n" ? entry : null;
    }

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
