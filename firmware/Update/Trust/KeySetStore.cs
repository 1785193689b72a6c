using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.Update.Trust
{
    /// <summary>
    /// The key set a node trusts, in two files: the set in use and the one before. A new one is written over the older file
    /// and read back, so a power cut leaves the one in use as it was.
    /// </summary>
    public sealed class KeySetStore
    {
        public const string FirstFile = "uk0";
        public const string SecondFile = "uk1";

        private const int ChecksumLength = 4;

        private readonly IFileStore _files;
        private readonly byte[] _buffer = new byte[KeySet.MaxLength + ChecksumLength];
        private string _inUse = SecondFile;

        public KeySetStore(IFileStore files)
        {
            _files = files;
        }

        /// <summary>Writes a file: the key set and its CRC-32, little-endian, 1,028 bytes at most; returns the length.</summary>
        public static int Encode(KeySet keys, byte[] buffer)
        {
            int count = keys.Bytes.Length;
            System.Array.Copy(keys.Bytes, 0, buffer, 0, count);
            LittleEndian.Put32(buffer, count, Crc32.Compute(buffer, 0, count));
            return count + ChecksumLength;
        }

        /// <summary>The newest key set that is whole; null = the node was not given one.</summary>
        public KeySet? Load()
        {
            KeySet? first = ReadFile(FirstFile);
            KeySet? second = ReadFile(SecondFile);
            bool isSecond = first == null || (second != null && second.Version > first.Version);
            _inUse = isSecond ? SecondFile : FirstFile;
            return isSecond ? second : first;
        }

        /// <summary>
        /// Keeps a key set in place of the older file. Call <see cref="Load"/> first, and give only what
        /// <see cref="KeySetRotation"/> let pass, or what the node is flashed with.
        /// </summary>
        public FileStatusCode Save(KeySet keys)
        {
            string name = _inUse == FirstFile ? SecondFile : FirstFile;
            int length = Encode(keys, _buffer);
            FileStatusCode status = _files.Write(name, _buffer, 0, length);
            if (status != FileStatusCode.Ok)
            {
                return status;
            }

            KeySet? kept = ReadFile(name);
            if (kept == null || kept.Version != keys.Version)
            {
                return FileStatusCode.MediumFault;
            }

            _inUse = name;
            return FileStatusCode.Ok;
        }

        private KeySet? ReadFile(string name)
        {
            int length;
            if (_files.Read(name, _buffer, out length) != FileStatusCode.Ok || length <= ChecksumLength)
            {
                return null;
            }

            int count = length - ChecksumLength;
            KeySet keys = new KeySet();
            return LittleEndian.Get32(_buffer, count) == Crc32.Compute(_buffer, 0, count)
                && keys.Read(_buffer, 0, count) == UpdateReasonCode.None
                ? keys
                : null;
        }
    }
}
