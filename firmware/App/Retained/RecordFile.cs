using System;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Retained
{
    /// <summary>
    /// One copy of a retained record: mark, sequence and length (4 bytes each, little-endian), content, CRC-32 of all of
    /// it. A file that is torn, longer or shorter, or of another kind does not count.
    /// </summary>
    internal sealed class RecordFile
    {
        /// <summary>Where the content begins in the buffer.</summary>
        internal const int ContentAt = HeaderLength;

        private const uint Mark = 0x52544553;
        private const int HeaderLength = 12;
        private const int CrcLength = 4;
        private readonly IFileStore _files;
        private readonly string _name;
        private readonly byte[] _buffer;

        /// <summary>
        /// <paramref name="buffer"/> is of <see cref="LengthFor"/> at least; copies of one record may share it, since it is
        /// only used within a call and by <see cref="CopyTo"/> after one.
        /// </summary>
        internal RecordFile(IFileStore files, string name, byte[] buffer)
        {
            _files = files;
            _name = name;
            _buffer = buffer;
        }

        /// <summary>Whether the file holds a whole record.</summary>
        internal bool IsValid { get; private set; }

        /// <summary>Whether there was a file that is not a whole record.</summary>
        internal bool IsDamaged { get; private set; }

        /// <summary>Higher = newer.</summary>
        internal uint Sequence { get; private set; }

        /// <summary>Bytes of the content.</summary>
        internal int Length { get; private set; }

        /// <summary>First 4 bytes of the content as a number.</summary>
        internal uint FirstWord { get; private set; }

        /// <summary>Length of a buffer for contents of at most so many bytes.</summary>
        internal static int LengthFor(int maxLength)
        {
            return HeaderLength + maxLength + CrcLength;
        }

        /// <summary>Copies the content, right after <see cref="Load"/> or <see cref="Save"/>.</summary>
        internal void CopyTo(byte[] target)
        {
            Array.Copy(_buffer, HeaderLength, target, 0, Length);
        }

        /// <summary>Reads the file again.</summary>
        internal void Load()
        {
            int length;
            IsValid = false;
            Sequence = 0;
            Length = 0;
            FirstWord = 0;
            FileStatusCode status = _files.Read(_name, _buffer, out length);
            IsDamaged = status != FileStatusCode.NotFound;
            if (status != FileStatusCode.Ok || length < HeaderLength + CrcLength || Word(0) != Mark)
            {
                return;
            }

            uint content = Word(8);
            if (content != (uint)(length - HeaderLength - CrcLength)
                || Word(length - CrcLength) != Crc32.Compute(_buffer, 0, length - CrcLength))
            {
                return;
            }

            Length = length - HeaderLength - CrcLength;
            Sequence = Word(4);
            FirstWord = Word(HeaderLength);
            IsValid = true;
            IsDamaged = false;
        }

        /// <summary>
        /// Writes the record and reads it back; the content may lie in its place of the buffer already.
        /// </summary>
        internal FileStatusCode Save(uint sequence, byte[] content, int offset, int count)
        {
            ByteFields.Put(_buffer, 0, Mark);
            ByteFields.Put(_buffer, 4, sequence);
            ByteFields.Put(_buffer, 8, (uint)count);
            Array.Copy(content, offset, _buffer, HeaderLength, count);
            ByteFields.Put(_buffer, HeaderLength + count, Crc32.Compute(_buffer, 0, HeaderLength + count));
            FileStatusCode status = _files.Write(_name, _buffer, 0, HeaderLength + count + CrcLength);
            Load();
            if (status != FileStatusCode.Ok)
            {
                return status;
            }

            return IsValid && Sequence == sequence ? FileStatusCode.Ok : FileStatusCode.MediumFault;
        }

        private uint Word(int at)
        {
            return ByteFields.Get(_buffer, at);
        }
    }
}
