using System;
using System.Collections.Generic;
using System.Text;

namespace Stethos.Mosquitto;

/// <summary>
/// Lets a set of strings be searched by UTF-8 bytes. The hash is seeded per process, so topics cannot be chosen to collide.
/// </summary>
internal sealed class Utf8TopicComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    private const int StackBytes = 512;

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string obj) => GetHashCode(Encoding.UTF8.GetBytes(obj).AsSpan());

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = new HashCode();
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    public bool Equals(ReadOnlySpan<byte> alternate, string other)
    {
        if (Ascii.Equals(alternate, other))
        {
            return true;
        }

        // Text outside ASCII takes the slow way. Bytes that are not UTF-8 never equal their replacement text.
        if (alternate.Length <= other.Length || alternate.Length != Encoding.UTF8.GetByteCount(other))
        {
            return false;
        }

        Span<byte> bytes = alternate.Length <= StackBytes ? stackalloc byte[StackBytes] : new byte[alternate.Length];
        return alternate.SequenceEqual(bytes[..Encoding.UTF8.GetBytes(other, bytes)]);
    }
}
