using System;
using System.Security.Cryptography;
using Stethos.Hal;

namespace Stethos.Boards.Virtual;

/// <summary>HMAC-SHA256 of the platform, as on a device.</summary>
internal sealed class NativeKeyedHash : IKeyedHash
{
    /// <inheritdoc/>
    public void Compute(byte[] key, byte[] data, int offset, int count, byte[] mac) =>
        HMACSHA256.HashData(key, data.AsSpan(offset, count), mac);
}
