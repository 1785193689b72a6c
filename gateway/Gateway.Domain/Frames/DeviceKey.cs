using System;
using System.Buffers.Binary;
using System.Globalization;

namespace Stethos.Gateway.Domain.Frames;

/// <summary>A device id as a number (big-endian), and as the 16 hexadecimal digits of the topics.</summary>
public readonly record struct DeviceKey(ulong Value)
{
    public static DeviceKey FromBytes(ReadOnlySpan<byte> id) => new(BinaryPrimitives.ReadUInt64BigEndian(id));

    /// <summary>False unless the text is exactly 16 hexadecimal digits in lower case.</summary>
    public static bool TryParse(string? text, out DeviceKey key)
    {
        var bytes = new byte[8];
        var ok = text is not null && Protocol.DeviceId.TryParse(text, bytes);
        key = ok ? FromBytes(bytes) : default;
        return ok;
    }

    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
