using Stethos.Update.Slots;

namespace Stethos.Update.Transfer
{
    /// <summary>A slot on the file store, open on its chunk list, as what a receiver fills.</summary>
    public sealed class SlotChunks : IChunkSlot
    {
        private readonly SlotFiles _slot;
        private readonly ChunkList _list;

        /// <summary><paramref name="slot"/> is staged with, or open on, <paramref name="list"/>.</summary>
        public SlotChunks(SlotFiles slot, ChunkList list)
        {
            _slot = slot;
            _list = list;
        }

        public int Count
        {
            get { return _list.Count; }
        }

        public int ChunkLength
        {
            get { return _list.ChunkLength; }
        }

        public int Missing
        {
            get { return _slot.Missing; }
        }

        public int LengthOf(int index)
        {
            return _list.LengthOf(index);
        }

        public bool Has(int index)
        {
            return _slot.Has(index);
        }

        public UpdateReasonCode Put(int index, byte[] buffer, int offset, int count)
        {
            return _slot.Put(index, buffer, offset, count);
        }

        public UpdateReasonCode Read(int index, byte[] buffer, out int count)
        {
            return _slot.Read(index, buffer, out count);
        }
    }
}
