using Stethos.Crypto;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.Update.Trust
{
    /// <summary>
    /// The key set a node trusts, in two files: the set in use and the one before. A new one is written over the older file
    /// and read back, so a power cut leaves the one in use as it was. A third file names the one in use, so that nothing else can
    /// take its place when its file is damaged.
    /// </summary>
    public sealed class KeySetStore
    {
        public const string FirstFile = "uk0";
        public const string SecondFile = "uk1";

        /// <summary>SHA-256 of the key set in use and its CRC-32.</summary>
        public const string NameFile = "uk2";

        private const int ChecksumLength = 4;
        private const int NameLength = Sha256.DigestLength + ChecksumLength;

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

        /// <summary>Names the key set in use; writes nothing when it is named already.</summary>
        public FileStatusCode Name(KeySet keys)
        {
            byte[] name = new byte[NameLength];
            Sha256 sha = new Sha256();
            sha.Update(keys.Bytes, 0, keys.Bytes.Length);
            sha.Finish(name, 0);
            if (IsNamed(name))
            {
                return FileStatusCode.Ok;
            }

            LittleEndian.Put32(name, Sha256.DigestLength, Crc32.Compute(name, 0, Sha256.DigestLength));
            return _files.Write(NameFile, name, 0, NameLength);
        }

        /// <summary>Whether the key set in use is the one with this SHA-256; no when its name is lost.</summary>
        public bool IsNamed(byte[] digest)
        {
            int length;
            return _files.Read(NameFile, _buffer, out length) == FileStatusCode.Ok && length == NameLength
                && LittleEndian.Get32(_buffer, Sha256.DigestLength) == Crc32.Compute(_buffer, 0, Sha256.DigestLength)
                && SecretBytes.AreEqual(_buffer, 0, digest, 0, Sha256.DigestLength);
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
