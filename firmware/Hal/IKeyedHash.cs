namespace Stethos.Hal
{
    /// <summary>
    /// HMAC-SHA256 (RFC 2104 with FIPS 180-4), native where the platform has it: interpreted, 1 KB takes a device seconds.
    /// </summary>
    public interface IKeyedHash
    {
        /// <summary>Writes the 32-byte code of <paramref name="count"/> bytes into <paramref name="mac"/>, from its place 0.</summary>
        void Compute(byte[] key, byte[] data, int offset, int count, byte[] mac);
    }
}
