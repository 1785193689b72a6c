using System;
using System.Security.Cryptography;

namespace Stethos.Hal.NanoFramework.Hashing
{
    /// <summary>HMAC-SHA256 in the runtime's native code. It takes whole arrays only, so a part of one is copied.</summary>
    public sealed class DeviceKeyedHash : IKeyedHash
    {
        public void Compute(byte[] key, byte[] data, int offset, int count, byte[] mac)
        {
            byte[] part = data;
            if (offset != 0 || count != data.Length)
            {
                part = new byte[count];
                Array.Copy(data, offset, part, 0, count);
            }

            Array.Copy(HMACSHA256.HashData(key, part), 0, mac, 0, 32);
        }
    }
}
