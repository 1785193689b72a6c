using System;

namespace Stethos.Crypto
{
    /// <summary>
    /// HMAC-SHA256 (RFC 2104, FIPS 198-1) under one key, in pieces of any length. Used again and again; nothing is
    /// allocated after construction. Not thread safe.
    /// </summary>
    public sealed class HmacSha256
    {
        private readonly Sha256 _hash = new Sha256();
        private readonly byte[] _key = new byte[Sha256.BlockLength];

        /// <summary>A key of any length; longer than 64 bytes it is hashed first (RFC 2104, section 2).</summary>
        public HmacSha256(byte[] key, int offset, int count)
        {
            if (count > Sha256.BlockLength)
            {
                _hash.Update(key, offset, count);
                _hash.Finish(_key, 0);
            }
            else
            {
                Array.Copy(key, offset, _key, 0, count);
            }

            Reset();
        }

        /// <summary>Begins a new message.</summary>
        public void Reset()
        {
            Begin(0x36);
        }

        /// <summary>Adds bytes to the message.</summary>
        public void Update(byte[] buffer, int offset, int count)
        {
            _hash.Update(buffer, offset, count);
        }

        /// <summary>Ends the message and writes its 32 bytes; the object is then ready for the next message.</summary>
        public void Finish(byte[] mac, int offset)
        {
            _hash.Finish(mac, offset);
            Begin(0x5C);
            _hash.Update(mac, offset, Sha256.DigestLength);
            _hash.Finish(mac, offset);
            Reset();
        }

        private void Begin(byte padding)
        {
            _hash.Reset();
            Pad(padding);
            _hash.Update(_key, 0, _key.Length);
            Pad(padding);
        }

        // Twice the same padding is none.
        private void Pad(byte padding)
        {
            for (int i = 0; i < _key.Length; i++)
            {
                _key[i] ^= padding;
            }
        }
    }
}
