using System;

namespace Stethos.Protocol
{
    /// <summary>
    /// Writes CBOR (RFC 8949) in core deterministic form (section 4.2.1: shortest heads, definite lengths) into a
    /// caller's buffer. Running out of room sets <see cref="Overflow"/> and drops the rest; nothing is thrown, nothing
    /// is allocated. The caller writes map keys in ascending order.
    /// </summary>
    public sealed class CborWriter
    {
        private byte[] _buffer;
        private int _start;
        private int _end;
        private int _position;
        private bool _isOver;

        public CborWriter()
        {
            // Not used before Reset; an empty array would take 24 bytes of the device's heap in each.
            _buffer = null!;
        }

        /// <summary>True once something did not fit; the output is then worthless.</summary>
        public bool Overflow
        {
            get { return _isOver; }
        }

        /// <summary>Bytes written since <see cref="Reset"/>.</summary>
        public int Length
        {
            get { return _position - _start; }
        }

        /// <summary>Starts a new item at <paramref name="offset"/> with room for <paramref name="count"/> bytes.</summary>
        public void Reset(byte[] buffer, int offset, int count)
        {
            if (offset < 0 || count < 0 || offset > buffer.Length - count)
            {
                throw new ArgumentException();
            }

            _buffer = buffer;
            _start = offset;
            _position = offset;
            _end = offset + count;
            _isOver = false;
        }

        public void MapStart(int pairs)
        {
            Head(CborMajor.Map, (ulong)pairs);
        }

        public void ArrayStart(int items)
        {
            Head(CborMajor.Array, (ulong)items);
        }

        public void Unsigned(ulong value)
        {
            Head(CborMajor.Unsigned, value);
        }

        public void Signed(long value)
        {
            if (value >= 0)
            {
                Head(CborMajor.Unsigned, (ulong)value);
            }
            else
            {
                Head(CborMajor.Negative, (ulong)(-1 - value));
            }
        }

        public void Tag(int tag)
        {
            Head(CborMajor.Tag, (ulong)tag);
        }

        /// <summary>Byte string.</summary>
        public void Bytes(byte[] source, int offset, int count)
        {
            Head(CborMajor.Bytes, (ulong)count);
            if (Reserve(count))
            {
                Array.Copy(source, offset, _buffer, _position, count);
                _position += count;
            }
        }

        /// <summary>Text string; only ASCII (0x20 to 0x7E) is sent, anything else becomes '?'.</summary>
        public void Text(string value)
        {
            int count = value.Length;
            Head(CborMajor.Text, (ulong)count);
            if (!Reserve(count))
            {
                return;
            }

            for (int i = 0; i < count; i++)
            {
                char c = value[i];
                _buffer[_position + i] = c >= ' ' && c <= '~' ? (byte)c : (byte)'?';
            }

            _position += count;
        }

        /// <summary>float32 (major type 7, 26).</summary>
        public void Float32(float value)
        {
            if (Reserve(5))
            {
                _buffer[_position] = 0xFA;
                uint bits = FloatBits.ToBits(value);
                _buffer[_position + 1] = (byte)(bits >> 24);
                _buffer[_position + 2] = (byte)(bits >> 16);
                _buffer[_position + 3] = (byte)(bits >> 8);
                _buffer[_position + 4] = (byte)bits;
                _position += 5;
            }
        }

        /// <summary>Typed array of float16, little-endian (RFC 8746 tag 84).</summary>
        public void Float16Array(float[] values, int offset, int count)
        {
            Tag(CborTag.Float16Array);
            Head(CborMajor.Bytes, (ulong)(2 * count));
            if (!Reserve(2 * count))
            {
                return;
            }

            for (int i = 0; i < count; i++)
            {
                int half = HalfFloat.FromSingle(values[offset + i]);
                _buffer[_position] = (byte)half;
                _buffer[_position + 1] = (byte)(half >> 8);
                _position += 2;
            }
        }

        /// <summary>Typed array of uint8 (RFC 8746 tag 64).</summary>
        public void Uint8Array(byte[] values, int offset, int count)
        {
            Tag(CborTag.Uint8Array);
            Bytes(values, offset, count);
        }

        /// <summary>Typed array of int16, little-endian (RFC 8746 tag 77).</summary>
        public void Int16Array(short[] values, int offset, int count)
        {
            Tag(CborTag.Int16Array);
            Head(CborMajor.Bytes, (ulong)(2 * count));
            if (!Reserve(2 * count))
            {
                return;
            }

            for (int i = 0; i < count; i++)
            {
                int value = values[offset + i];
                _buffer[_position] = (byte)value;
                _buffer[_position + 1] = (byte)(value >> 8);
                _position += 2;
            }
        }

        /// <summary>Head of a typed array of int16 whose elements follow one by one by <see cref="Int16"/>.</summary>
        public void Int16ArrayStart(int count)
        {
            Tag(CborTag.Int16Array);
            Head(CborMajor.Bytes, (ulong)(2 * count));
        }

        /// <summary>One element of an int16 array, -32,768 to 32,767.</summary>
        public void Int16(int value)
        {
            if (Reserve(2))
            {
                _buffer[_position] = (byte)value;
                _buffer[_position + 1] = (byte)(value >> 8);
                _position += 2;
            }
        }

        private void Head(int major, ulong value)
        {
            int extra = value < 24 ? 0 : value <= 0xFF ? 1 : value <= 0xFFFF ? 2 : value <= 0xFFFFFFFF ? 4 : 8;
            if (!Reserve(1 + extra))
            {
                return;
            }

            int info = extra == 0 ? (int)value : extra == 1 ? 24 : extra == 2 ? 25 : extra == 4 ? 26 : 27;
            _buffer[_position] = (byte)((major << 5) | info);
            _position++;
            for (int shift = 8 * (extra - 1); shift >= 0; shift -= 8)
            {
                _buffer[_position] = (byte)(value >> shift);
                _position++;
            }
        }

        private bool Reserve(int count)
        {
            if (_isOver || count > _end - _position)
            {
                _isOver = true;
                return false;
            }

            return true;
        }
    }
}
