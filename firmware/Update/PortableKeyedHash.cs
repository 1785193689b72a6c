using Stethos.Crypto;
using Stethos.Hal;

namespace Stethos.Update
{
    /// <summary>HMAC-SHA256 in portable C#, where the platform has none of its own.</summary>
    public sealed class PortableKeyedHash : IKeyedHash
    {
        public void Compute(byte[] key, byte[] data, int offset, int count, byte[] mac)
        {
            HmacSha256 code = new HmacSha256(key, 0, key.Length);
            code.Update(data, offset, count);
            code.Finish(mac, 0);
        }
    }
}
