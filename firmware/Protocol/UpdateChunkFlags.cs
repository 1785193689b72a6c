namespace Stethos.Protocol
{
    /// <summary>What the bytes of an <see cref="UpdateChunk"/> are.</summary>
    public static class UpdateChunkFlags
    {
        /// <summary>Packed: an LZ4 block that unpacks to the chunk.</summary>
        public const int Packed = 1;

        /// <summary>A repair symbol: the sum of about half of all chunks, chosen by the seed in the place field.</summary>
        public const int Repair = 2;
    }
}
