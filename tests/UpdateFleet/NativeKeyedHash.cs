using System;
using System.Security.Cryptography;
using Stethos.Hal;

namespace Stethos.UpdateFleet;

/// <summary>HMAC-SHA256 of the class library, as a device has it natively.</summary>
public sealed class NativeKeyedHash : IKeyedHash
{
    public void Compute(byte[] key, byte[] data, int offset, int count, byte[] mac) =>
        HMACSHA256.HashData(key, data.AsSpan(offset, count), mac);
}
