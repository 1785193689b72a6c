using System;

namespace Stethos.Protocol
{
    /// <summary>
    /// Reads CBOR (RFC 8949) from untrusted bytes without allocating (text excepted) and without throwing: every
    /// method returns false and sets <see cref="Error"/> at the first fault; after that all further calls return
    /// false. Indefinite lengths are refused: our writers never use them.
    /// </summary>
    public sealed class CborReader
    {
        private const int MaxDepth = 8;
        private byte[] _buffer;
        private int _position;
        private int _end;

        public CborReader()
        {
            // Not used before Reset; an empty array would take 24 bytes of the device's heap in each.
            _buffer = null!;
        }

        /// <summary>First fault since <see cref="Reset"/>.</summary>
        public FrameErrorCode Error { get; private set; }

        /// <summary>Bytes not yet read.</summary>
        public int Remaining
        {
            get { return _end - _position; }
        }

        public void Reset(byte[] buffer, int offset, int count)
        {
            if (offset < 0 || count < 0 || offset > buffer.Length - count)
            {
                throw new ArgumentException();
            }

            _buffer = buffer;
            _position = offset;
            _end = offset + count;
            Error = FrameErrorCode.None;
        }

        /// <summary>Records a fault found by the caller; returns false for use in a return statement.</summary>
        public bool Fail(FrameErrorCode error)
        {
            if (Error == FrameErrorCode.None)
            {
                Error = error;
            }

            return false;
        }

        /// <summary>An unsigned number up to <paramref name="max"/>; 0 after a fault.</summary>
        internal int TakeInt(int max)
        {
            int value;
            return ReadInt(max, out value) ? value : 0;
        }

        /// <summary>An unsigned number of 32 bits; 0 after a fault.</summary>
        internal uint TakeWide()
        {
            ulong value;
            return ReadUnsigned(uint.MaxValue, out value) ? (uint)value : 0;
        }

        public bool ReadMapStart(out int pairs)
        {
            return ReadLength(CborMajor.Map, out pairs);
        }

        public bool ReadArrayStart(out int items)
        {
            return ReadLength(CborMajor.Array, out items);
        }

        /// <summary>An unsigned integer of at most <paramref name="max"/>.</summary>
        public bool ReadUnsigned(ulong max, out ulong value)
        {
            int major;
            if (!ReadHead(out major, out value))
            {
                return false;
            }

            return major != CborMajor.Unsigned ? Fail(FrameErrorCode.WrongType)
                : value > max ? Fail(FrameErrorCode.OutOfRange) : true;
        }

        /// <summary>An unsigned integer that fits an int, at most <paramref name="max"/>.</summary>
        public bool ReadInt(int max, out int value)
        {
            ulong wide;
            bool ok = ReadUnsigned((ulong)max, out wide);
            value = ok ? (int)wide : 0;
            return ok;
        }

        /// <summary>A signed integer within the limits given.</summary>
        public bool ReadSigned(int min, int max, out int value)
        {
            int major;
            ulong raw;
            value = 0;
            if (!ReadHead(out major, out raw))
            {
                return false;
            }

            if (major != CborMajor.Unsigned && major != CborMajor.Negative)
            {
                return Fail(FrameErrorCode.WrongType);
            }

            if (raw > 0x7FFFFFFF)
            {
                return Fail(FrameErrorCode.OutOfRange);
            }

            int read = major == CborMajor.Unsigned ? (int)raw : -1 - (int)raw;
            value = read;
            return read < min || read > max ? Fail(FrameErrorCode.OutOfRange) : true;
        }

        /// <summary>A byte string of at most <paramref name="max"/> bytes, as a place in the buffer.</summary>
        public bool ReadBytes(int max, out int offset, out int count)
        {
            offset = 0;
            if (!ReadLength(CborMajor.Bytes, out count))
            {
                return false;
            }

            if (count > max)
            {
                return Fail(FrameErrorCode.OutOfRange);
            }

            offset = _position;
            _position += count;
            return true;
        }

        /// <summary>A text string of at most <paramref name="max"/> printable ASCII characters.</summary>
        public bool ReadText(int max, out string value)
        {
            int count;
            value = "";
            if (!ReadLength(CborMajor.Text, out count))
            {
                return false;
            }

            if (count > max)
            {
                return Fail(FrameErrorCode.OutOfRange);
            }

            char[] characters = new char[count];
            for (int i = 0; i < count; i++)
            {
                byte b = _buffer[_position + i];
                if (b < 0x20 || b > 0x7E)
                {
                    return Fail(FrameErrorCode.BadText);
                }

                characters[i] = (char)b;
            }

            _position += count;
            value = new string(characters);
            return true;
        }

        /// <summary>A finite float32.</summary>
        public bool ReadFloat32(out float value)
        {
            value = 0;
            if (Error != FrameErrorCode.None)
            {
                return false;
            }

            if (Remaining < 5)
            {
                return Fail(FrameErrorCode.Truncated);
            }

            if (_buffer[_position] != 0xFA)
            {
                return Fail(FrameErrorCode.WrongType);
            }

            uint bits = ((uint)_buffer[_position + 1] << 24) | ((uint)_buffer[_position + 2] << 16)
                | ((uint)_buffer[_position + 3] << 8) | _buffer[_position + 4];
            if ((bits & 0x7F800000) == 0x7F800000)
            {
                return Fail(FrameErrorCode.NotFinite);
            }

            _position += 5;
            value = FloatBits.FromBits(bits);
            return true;
        }

        /// <summary>A typed array: the tag, then a byte string of at most <paramref name="max"/> bytes.</summary>
        public bool ReadTypedArray(int tag, int max, out int offset, out int count)
        {
            int major;
            ulong value;
            offset = 0;
            count = 0;
            if (!ReadHead(out major, out value))
            {
                return false;
            }

            return major != CborMajor.Tag || value != (ulong)tag
                ? Fail(FrameErrorCode.WrongType)
                : ReadBytes(max, out offset, out count);
        }

        /// <summary>Skips one item of a newer writer, nested at most 8 deep.</summary>
        public bool Skip()
        {
            return SkipItem(0);
        }

        private bool SkipItem(int depth)
        {
            int major;
            ulong value;
            if (depth > MaxDepth)
            {
                return Fail(FrameErrorCode.TooDeep);
            }

            if (!ReadHead(out major, out value))
            {
                return false;
            }

            if (major == CborMajor.Unsigned || major == CborMajor.Negative || major == CborMajor.Simple)
            {
                return true;
            }

            if (major == CborMajor.Tag)
            {
                return SkipItem(depth + 1);
            }

            if (value > (ulong)Remaining)
            {
                return Fail(FrameErrorCode.Truncated);
            }

            if (major == CborMajor.Bytes || major == CborMajor.Text)
            {
                _position += (int)value;
                return true;
            }

            int items = major == CborMajor.Map ? 2 * (int)value : (int)value;
            for (int i = 0; i < items; i++)
            {
                if (!SkipItem(depth + 1))
                {
                    return false;
                }
            }

            return true;
        }

        // A length of strings or containers can never exceed the bytes left, so it is checked at once.
        private bool ReadLength(int expectedMajor, out int length)
        {
            int major;
            ulong value;
            length = 0;
            if (!ReadHead(out major, out value))
            {
                return false;
            }

            if (major != expectedMajor)
            {
                return Fail(FrameErrorCode.WrongType);
            }

            if (value > (ulong)Remaining)
            {
                return Fail(FrameErrorCode.Truncated);
            }

            length = (int)value;
            return true;
        }

        private bool ReadHead(out int major, out ulong value)
        {
            major = 0;
            value = 0;
            if (Error != FrameErrorCode.None)
            {
                return false;
            }

            if (Remaining < 1)
            {
                return Fail(FrameErrorCode.Truncated);
            }

            int first = _buffer[_position];
            int info = first & 0x1F;
            int extra = info < 24 ? 0 : info == 24 ? 1 : info == 25 ? 2 : info == 26 ? 4 : info == 27 ? 8 : -1;
            if (extra < 0)
            {
                return Fail(FrameErrorCode.NotWellFormed);
            }

            if (Remaining < 1 + extra)
            {
                return Fail(FrameErrorCode.Truncated);
            }

            major = first >> 5;
            ulong read = extra == 0 ? (ulong)info : 0;
            for (int i = 1; i <= extra; i++)
            {
                read = (read << 8) | _buffer[_position + i];
            }

            value = read;
            _position += 1 + extra;
            return true;
        }
    }
}
