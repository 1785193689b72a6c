using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Stethos.Protocol;

namespace Stethos.App.Tests.Configuration;

/// <summary>Configurations as the gateway sends them, signed by another implementation than the node's.</summary>
internal static class SignedSettings
{
    public static readonly byte[] Key = Convert.FromHexString("000102030405060708090a0b0c0d0e0f");

    public static readonly byte[] Device = [0, 1, 2, 3, 4, 5, 6, 7];

    /// <summary>A message whose body is these hexadecimal digits.</summary>
    public static byte[] Message(uint number, string body, byte[]? key = null)
    {
        var bytes = Convert.FromHexString(body.Replace(" ", "", StringComparison.Ordinal));
        var message = new ConfigurationMessage { Number = number, BodyLength = bytes.Length };
        bytes.CopyTo(message.Body, 0);
        var covered = new byte[25 + bytes.Length];
        Encoding.ASCII.GetBytes("stethos-cfg-1").CopyTo(covered, 0);
        Device.CopyTo(covered, 13);
        BinaryPrimitives.WriteUInt32BigEndian(covered.AsSpan(21), number);
        bytes.CopyTo(covered, 25);
        HMACSHA256.HashData(key ?? Key, covered).CopyTo(message.Mac, 0);
        var buffer = new byte[ConfigurationMessage.MaxLength];
        return buffer[..message.Write(buffer, 0, buffer.Length, new CborWriter())];
    }
}
