using System;
using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A file store in memory for the cases: up to 48 files.</summary>
    public sealed class MemoryFiles : IFileStore
    {
        private readonly string[] _names = new string[48];
        private readonly byte[][] _contents = new byte[48][];
        private int _count;

        /// <summary>Writes from this one on fail; -1 = none.</summary>
        public int FailAfter { get; set; } = -1;

        public FileStatusCode Read(string name, byte[] buffer, out int length)
        {
            int at = IndexOf(name);
            length = 0;
            if (at < 0)
            {
                return FileStatusCode.NotFound;
            }

            length = _contents[at].Length;
            if (length > buffer.Length)
            {
                return FileStatusCode.TooLarge;
            }

            Array.Copy(_contents[at], 0, buffer, 0, length);
            return FileStatusCode.Ok;
        }

        public FileStatusCode Write(string name, byte[] buffer, int offset, int count)
        {
            if (FailAfter == 0)
            {
                return FileStatusCode.MediumFault;
            }

            FailAfter = FailAfter < 0 ? -1 : FailAfter - 1;
            byte[] content = new byte[count];
            Array.Copy(buffer, offset, content, 0, count);
            int at = IndexOf(name);
            if (at < 0)
            {
                at = _count;
                _names[at] = name;
                _count++;
            }

            _contents[at] = content;
            return FileStatusCode.Ok;
        }

        public FileStatusCode Append(string name, byte[] buffer, int offset, int count)
        {
            int at = IndexOf(name);
            byte[] old = at < 0 ? new byte[0] : _contents[at];
            byte[] content = new byte[old.Length + count];
            Array.Copy(old, 0, content, 0, old.Length);
            Array.Copy(buffer, offset, content, old.Length, count);
            return Write(name, content, 0, content.Length);
        }

        public FileStatusCode Delete(string name)
        {
            int at = IndexOf(name);
            if (at < 0)
            {
                return FileStatusCode.NotFound;
            }

            _count--;
            _names[at] = _names[_count];
            _contents[at] = _contents[_count];
            return FileStatusCode.Ok;
        }

        /// <summary>Turns a bit over in the middle of the first file that is longer than <paramref name="length"/> / 2.</summary>
        public void Rot(int length)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_contents[i].Length > length / 2)
                {
                    _contents[i][_contents[i].Length / 2] ^= 1;
                    return;
                }
            }
        }

        private int IndexOf(string name)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_names[i] == name)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
