using Stethos.Hal;

namespace Stethos.Update.Slots
{
    /// <summary>How much a slot of a node takes; whoever writes slots for a node goes by the same.</summary>
    public static class SlotSizes
    {
        /// <summary>Most chunks of a component: 256 KiB of 1 KiB each.</summary>
        public const int MaxChunks = 256;

        private const int ChunksPerSegment = SlotFiles.SegmentLength >> ChunkList.DefaultChunkLog2;
        private const int MaxSegments = (MaxChunks / ChunksPerSegment) + SlotFiles.SpareSegments;

        /// <summary>Slots with room for any component a node takes.</summary>
        public static SlotFiles Make(IFileStore files, IKeyedHash hash)
        {
            return new SlotFiles(files, hash, new byte[SlotFiles.SegmentLength], MaxChunks, MaxSegments);
        }
    }
}
