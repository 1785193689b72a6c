using System;
using Stethos.Hal;

namespace Stethos.Update.Slots
{
    /// <summary>
    /// The pieces of a component in order: salt (8 bytes), size (4, little-endian), binary logarithm of the chunk length (1),
    /// then 16 bytes of digest for each chunk. A digest is not bound to a place: equal chunks have equal digests, and the order
    /// here gives the places. Reused for any list of at most the given number of chunks.
    /// </summary>
    public sealed class ChunkList
    {
        public const int MostChunks = 1024;
        public const int MinChunkLog2 = 8;
        public const int MaxChunkLog2 = 12;
        public const int DefaultChunkLog2 = 10;
        public const int SaltLength = 8;
        public const int DigestLength = 16;
        public const int RootLength = 32;

        /// <summary>Bytes before the first digest.</summary>
        public const int HeadLength = SizeAt + 5;

        private const int SizeAt = SaltLength;
        private const int Log2At = SizeAt + 4;
        private static readonly byte[] Label =
        {
            // "stethos-chunk-1"
            0x73, 0x74, 0x65, 0x74, 0x68, 0x6F, 0x73, 0x2D, 0x63, 0x68, 0x75, 0x6E, 0x6B, 0x2D, 0x31
        };

        private readonly byte[] _bytes;
        private readonly byte[] _key = new byte[15 + SaltLength];
        private readonly byte[] _mac = new byte[RootLength];

        /// <summary>An empty list with room for <paramref name="maxChunks"/> (1 to 1,024) digests.</summary>
        public ChunkList(int maxChunks)
        {
            if (maxChunks < 1 || maxChunks > MostChunks)
            {
                throw new ArgumentException();
            }

            MaxChunks = maxChunks;
            _bytes = new byte[HeadLength + (maxChunks * DigestLength)];
            Array.Copy(Label, 0, _key, 0, Label.Length);
        }

        public int MaxChunks { get; }

        /// <summary>Bytes of the component; 0 = there is no list.</summary>
        public int Size { get; private set; }

        public int ChunkLog2 { get; private set; }

        /// <summary>Number of chunks.</summary>
        public int Count { get; private set; }

        /// <summary>Bytes of every chunk but the last.</summary>
        public int ChunkLength
        {
            get { return 1 << ChunkLog2; }
        }

        /// <summary>Bytes the list takes when written.</summary>
        public int Length
        {
            get { return Count == 0 ? 0 : HeadLength + (Count * DigestLength); }
        }

        /// <summary>Key of the chunk digests and of the root: label and salt. Not to be changed.</summary>
        public byte[] Key
        {
            get { return _key; }
        }

        /// <summary>The list as it is written, <see cref="Length"/> bytes. Not to be changed.</summary>
        internal byte[] Bytes
        {
            get { return _bytes; }
        }

        /// <summary>Bytes of one chunk, decompressed; 0 for a number out of range.</summary>
        public int LengthOf(int index)
        {
            if (index < 0 || index >= Count)
            {
                return 0;
            }

            return index < Count - 1 ? ChunkLength : Size - ((Count - 1) << ChunkLog2);
        }

        public void Clear()
        {
            Size = 0;
            Count = 0;
        }

        /// <summary>Begins a list whose digests are still to be set. False when it would be out of bounds.</summary>
        public bool Begin(byte[] salt, int saltOffset, int size, int chunkLog2)
        {
            Clear();
            if (!Fits(size, chunkLog2))
            {
                return false;
            }

            Array.Copy(salt, saltOffset, _bytes, 0, SaltLength);
            LittleEndian.Put32(_bytes, SizeAt, (uint)size);
            _bytes[Log2At] = (byte)chunkLog2;
            Take(size, chunkLog2);
            return true;
        }

        /// <summary>Computes and sets the digest of a chunk.</summary>
        public void Set(int index, IKeyedHash hash, byte[] data, int offset)
        {
            hash.Compute(_key, data, offset, LengthOf(index), _mac);
            Array.Copy(_mac, 0, _bytes, HeadLength + (index * DigestLength), DigestLength);
        }

        /// <summary>Reads a list of exactly <paramref name="count"/> bytes.</summary>
        public UpdateReasonCode Read(byte[] buffer, int offset, int count)
        {
            Clear();
            if (count < HeadLength || count > _bytes.Length)
            {
                return UpdateReasonCode.BadChunkList;
            }

            Array.Copy(buffer, offset, _bytes, 0, count);
            return Parse(count);
        }

        /// <summary>Copies the list out; returns <see cref="Length"/>.</summary>
        public int Write(byte[] buffer, int offset)
        {
            Array.Copy(_bytes, 0, buffer, offset, Length);
            return Length;
        }

        /// <summary>Writes the 32-byte root.</summary>
        public void ComputeRoot(IKeyedHash hash, byte[] root)
        {
            hash.Compute(_key, _bytes, SizeAt, Length - SizeAt, root);
        }

        /// <summary>Whether this list has the root that a manifest names.</summary>
        public bool IsRootOf(byte[] root, IKeyedHash hash)
        {
            return IsRootOf(root, 0, RootLength, hash);
        }

        /// <summary>Copies the digest of a chunk.</summary>
        public void CopyDigest(int index, byte[] digest, int offset)
        {
            Array.Copy(_bytes, HeadLength + (index * DigestLength), digest, offset, DigestLength);
        }

        /// <summary>Whether a chunk has the digest that a code begins with.</summary>
        public bool HasDigest(int index, byte[] mac)
        {
            return LittleEndian.AreEqual(_bytes, HeadLength + (index * DigestLength), mac, 0, DigestLength);
        }

        internal int FirstByteOf(int index)
        {
            return _bytes[HeadLength + (index * DigestLength)];
        }

        /// <summary>Whether the root of this list begins with the given bytes.</summary>
        internal bool IsRootOf(byte[] root, int offset, int count, IKeyedHash hash)
        {
            if (Count == 0)
            {
                return false;
            }

            ComputeRoot(hash, _mac);
            return LittleEndian.AreEqual(root, offset, _mac, 0, count);
        }

        /// <summary>Makes a list of bytes that were read into <see cref="Bytes"/>.</summary>
        internal UpdateReasonCode Parse(int count)
        {
            Clear();
            uint size = count < HeadLength ? 0 : LittleEndian.Get32(_bytes, SizeAt);
            int log2 = count < HeadLength ? 0 : _bytes[Log2At];
            if (size > int.MaxValue || !Fits((int)size, log2))
            {
                return UpdateReasonCode.BadChunkList;
            }

            Take((int)size, log2);
            if (Length != count)
            {
                Clear();
                return UpdateReasonCode.BadChunkList;
            }

            return UpdateReasonCode.None;
        }

        private bool Fits(int size, int chunkLog2)
        {
            return chunkLog2 >= MinChunkLog2 && chunkLog2 <= MaxChunkLog2 && size > 0 && size <= MaxChunks << chunkLog2;
        }

        private void Take(int size, int chunkLog2)
        {
            Size = size;
            ChunkLog2 = chunkLog2;
            Count = (size + (1 << chunkLog2) - 1) >> chunkLog2;
            Array.Copy(_bytes, 0, _key, Label.Length, SaltLength);
        }
    }
}
