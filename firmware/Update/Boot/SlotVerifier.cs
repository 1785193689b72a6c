using Stethos.Hal;
using Stethos.Update.Slots;

namespace Stethos.Update.Boot
{
    /// <summary>
    /// Says whether a slot holds what the boot record says it holds, from nothing but the files: list against root, chunks
    /// against list. Nothing is remembered from one question to the next.
    /// </summary>
    public sealed class SlotVerifier
    {
        private readonly IKeyedHash _hash;
        private readonly byte[] _anchor = new byte[BootRecord.AnchorLength];

        /// <summary><paramref name="slot"/> and <paramref name="list"/> are used within calls, and hold the slot asked for last.</summary>
        public SlotVerifier(SlotFiles slot, ChunkList list, IKeyedHash hash)
        {
            Slot = slot;
            List = list;
            _hash = hash;
        }

        /// <summary>The slot that was verified last, open for reading.</summary>
        public SlotFiles Slot { get; }

        /// <summary>Its list.</summary>
        public ChunkList List { get; }

        /// <summary>Opens a slot and hashes it all; whether every chunk is there.</summary>
        public bool Verify(BootRecord record, ComponentCode component, int slot)
        {
            return OpenSlot(record, component, slot) == UpdateReasonCode.None && Slot.IsComplete;
        }

        /// <summary>Opens a slot as it is; None also when chunks are missing. <paramref name="slot"/> is 0 or 1.</summary>
        public UpdateReasonCode OpenSlot(BootRecord record, ComponentCode component, int slot)
        {
            Slot.Select(component, slot);
            UpdateReasonCode reason = Slot.Load(List);
            if (reason != UpdateReasonCode.None)
            {
                return reason;
            }

            record.CopyAnchor(component, slot, _anchor);
            return List.IsRootOf(_anchor, 0, _anchor.Length, _hash) ? Slot.Open(List) : UpdateReasonCode.BadChunkList;
        }

        /// <summary>
        /// Whether a pair may be started: its application is there, all of it verifies, and nothing of it is below a floor.
        /// </summary>
        public bool VerifyPair(BootRecord record, byte pair)
        {
            return SlotPair.HasApplication(pair) && VerifyHalf(record, pair, ComponentCode.Application)
                && VerifyHalf(record, pair, ComponentCode.Model);
        }

        private bool VerifyHalf(BootRecord record, byte pair, ComponentCode component)
        {
            int slot = SlotPair.SlotOf(pair, component);
            return slot < 0
                || (record.VersionOf(component, slot) >= record.FloorOf(component) && Verify(record, component, slot));
        }
    }
}
