namespace Stethos.Update.Manifests
{
    /// <summary>One thing that a release replaces: what it is, how long, and the root of its chunks' digests.</summary>
    public sealed class ManifestComponent
    {
        /// <summary>Bytes of <see cref="Root"/>.</summary>
        public const int RootLength = 32;

        /// <summary>Bytes of <see cref="Salt"/>.</summary>
        public const int SaltLength = 8;

        public const int MinChunkLog2 = 8;
        public const int MaxChunkLog2 = 12;

        /// <summary>Most chunks of a component; with <see cref="ChunkLog2"/> it bounds the size.</summary>
        public const int MaxChunks = 1024;

        public ManifestComponent()
        {
            Root = new byte[RootLength];
            Salt = new byte[SaltLength];
        }

        /// <summary>SUIT: component identifier.</summary>
        public ComponentCode Id { get; set; }

        /// <summary>major in the upper 8 bits, minor in the next 8, patch in the lower 16; compared as a number, from 1.</summary>
        public uint Version { get; set; }

        /// <summary>Once this release is confirmed, nothing below this version is taken any more; at most <see cref="Version"/>.</summary>
        public uint Floor { get; set; }

        /// <summary>Bytes, from 1 to <see cref="MaxChunks"/> chunks (SUIT: image size).</summary>
        public int Size { get; set; }

        /// <summary>A chunk is 2^this bytes, the last one what is left; 8 to 12.</summary>
        public int ChunkLog2 { get; set; }

        /// <summary>Root of the chunk list (SUIT: image digest).</summary>
        public byte[] Root { get; }

        /// <summary>Goes into the key of every chunk's digest.</summary>
        public byte[] Salt { get; }
    }
}
