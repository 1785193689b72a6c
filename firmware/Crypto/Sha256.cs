using System;

namespace Stethos.Crypto
{
    /// <summary>
    /// SHA-256 (FIPS 180-4, section 6.2), in pieces of any length. One object is used again and again; nothing is
    /// allocated after construction. Not thread safe. Messages up to 2^31 bytes.
    /// </summary>
    public sealed class Sha256
    {
        /// <summary>Bytes of a digest.</summary>
        public const int DigestLength = 32;

        /// <summary>Bytes of a block.</summary>
        public const int BlockLength = 64;

        private const int LengthAt = BlockLength - 8;

        // Words of the schedule in use at any time; the next one takes the place of the oldest.
        private const int ScheduleLength = 16;

        // FIPS 180-4, section 4.2.2.
        private static readonly uint[] Constants =
        {
            0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
            0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
            0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
            0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
            0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
            0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
            0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
            0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2
        };

        // Section 5.3.3.
        private static readonly uint[] Start =
        {
            0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19
        };

        private readonly uint[] _state = new uint[8];
        private readonly uint[] _schedule = new uint[ScheduleLength];
        private readonly byte[] _block = new byte[BlockLength];
        private int _filled;
        private uint _length;

        public Sha256()
        {
            Reset();
        }

        /// <summary>Begins a new message.</summary>
        public void Reset()
        {
            Array.Copy(Start, 0, _state, 0, Start.Length);
            _filled = 0;
            _length = 0;
        }

        /// <summary>Adds bytes to the message.</summary>
        public void Update(byte[] buffer, int offset, int count)
        {
            _length += (uint)count;
            while (count > 0)
            {
                int part = BlockLength - _filled;
                if (part > count)
                {
                    part = count;
                }

                Array.Copy(buffer, offset, _block, _filled, part);
                _filled += part;
                offset += part;
                count -= part;
                if (_filled == BlockLength)
                {
                    Compress();
                    _filled = 0;
                }
            }
        }

        /// <summary>Ends the message and writes its 32 bytes; the object is then ready for the next one.</summary>
        public void Finish(byte[] digest, int offset)
        {
            uint length = _length;
            _block[_filled] = 0x80;
            _filled++;
            if (_filled > LengthAt)
            {
                Array.Clear(_block, _filled, BlockLength - _filled);
                Compress();
                _filled = 0;
            }

            Array.Clear(_block, _filled, BlockLength - _filled);
            _block[LengthAt + 3] = (byte)(length >> 29);
            Put(_block, LengthAt + 4, length << 3);
            Compress();
            for (int i = 0; i < _state.Length; i++)
            {
                Put(digest, offset + 4 * i, _state[i]);
            }

            Reset();
        }

        private static void Put(byte[] buffer, int at, uint value)
        {
            buffer[at] = (byte)(value >> 24);
            buffer[at + 1] = (byte)(value >> 16);
            buffer[at + 2] = (byte)(value >> 8);
            buffer[at + 3] = (byte)value;
        }

        private void Begin()
        {
            uint[] w = _schedule;
            byte[] block = _block;
            for (int i = 0; i < ScheduleLength; i++)
            {
                int at = 4 * i;
                w[i] = ((uint)block[at] << 24) | ((uint)block[at + 1] << 16) | ((uint)block[at + 2] << 8) | block[at + 3];
            }
        }

        private void Compress()
        {
            Begin();
            uint[] w = _schedule;
            uint[] k = Constants;
            uint[] state = _state;
            uint a = state[0];
            uint b = state[1];
            uint c = state[2];
            uint d = state[3];
            uint e = state[4];
            uint f = state[5];
            uint g = state[6];
            uint h = state[7];
            for (int i = 0; i < BlockLength; i++)
            {
                int place = i & 15;
                uint word = w[place];
                if (i >= ScheduleLength)
                {
                    uint x = w[(i + 1) & 15];
                    uint y = w[(i + 14) & 15];
                    uint low = ((x >> 7) | (x << 25)) ^ ((x >> 18) | (x << 14)) ^ (x >> 3);
                    uint high = ((y >> 17) | (y << 15)) ^ ((y >> 19) | (y << 13)) ^ (y >> 10);
                    word += low + w[(i + 9) & 15] + high;
                    w[place] = word;
                }

                uint first = h + (((e >> 6) | (e << 26)) ^ ((e >> 11) | (e << 21)) ^ ((e >> 25) | (e << 7)))
                    + (g ^ (e & (f ^ g))) + k[i] + word;
                uint second = (((a >> 2) | (a << 30)) ^ ((a >> 13) | (a << 19)) ^ ((a >> 22) | (a << 10)))
                    + ((a & b) | (c & (a | b)));
                h = g;
                g = f;
                f = e;
                e = d + first;
                d = c;
                c = b;
                b = a;
                a = first + second;
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
            state[5] += f;
            state[6] += g;
            state[7] += h;
        }
    }
}
