using System;
using Stethos.Hal;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Slots;

namespace Stethos.App.Updates
{
    /// <summary>
    /// The part of a node that no update replaces, at the beginning of a boot: chooses what to start from what the slots really
    /// hold, and reads it. One thread.
    /// </summary>
    public sealed class NodeLoader
    {
        /// <summary>Most chunks of a component: 256 KiB of 1 KiB each.</summary>
        public const int MaxChunks = 256;

        private const int ChunksPerSegment = SlotFiles.SegmentLength >> ChunkList.DefaultChunkLog2;
        private const int MaxSegments = (MaxChunks / ChunksPerSegment) + SlotFiles.SpareSegments;
        private readonly IKeyedHash _hash;
        private readonly BootChooser _chooser;
        private readonly byte[] _chunk = new byte[1 << ChunkList.MaxChunkLog2];

        public NodeLoader(IFileStore files, IKeyedHash hash)
        {
            _hash = hash;
            byte[] segment = new byte[SlotFiles.SegmentLength];
            SlotVerifier verifier = new SlotVerifier(
                new SlotFiles(files, hash, segment, MaxChunks, MaxSegments), new ChunkList(MaxChunks), hash);
            Machine = new UpdateMachine(new BootLog(files, new byte[BootLog.DefaultLength]), verifier);
            _chooser = new BootChooser(Machine);
        }

        public UpdateMachine Machine { get; }

        /// <summary>What this start came to.</summary>
        public BootDecision Decision
        {
            get { return _chooser.Decision; }
        }

        /// <summary>Slots with room for any component a node takes, sharing nothing with those this object uses.</summary>
        public static SlotFiles MakeSlots(IFileStore files, IKeyedHash hash)
        {
            return new SlotFiles(files, hash, new byte[SlotFiles.SegmentLength], MaxChunks, MaxSegments);
        }

        /// <summary>Decides what to start; <paramref name="cause"/> is why the hardware started.</summary>
        public BootDecision Boot(StartCauseCode cause)
        {
            return _chooser.Boot(cause);
        }

        /// <summary>What the slot chosen for this start holds, every chunk hashed once more; null when there is none.</summary>
        public byte[]? Read(ComponentCode component)
        {
            int slot = component == ComponentCode.Model ? Decision.ModelSlot : Decision.ApplicationSlot;
            SlotVerifier verifier = Machine.Verifier;
            if (slot < 0 || !verifier.Verify(Machine.Record, component, slot))
            {
                return null;
            }

            byte[] image = new byte[verifier.List.Size];
            for (int i = 0; i < verifier.List.Count; i++)
            {
                int count;
                if (verifier.Slot.Read(i, _chunk, out count) != UpdateReasonCode.None)
                {
                    return null;
                }

                Array.Copy(_chunk, 0, image, i << verifier.List.ChunkLog2, count);
            }

            return image;
        }

        /// <summary>
        /// Writes the first application of a node that has no record yet, through the same states as any other. It is made by
        /// whoever flashes the node, so nothing signs it.
        /// </summary>
        public UpdateReasonCode Flash(byte[] image, uint version, byte[] imageId)
        {
            ChunkList list = Machine.Verifier.List;
            if (!list.Begin(imageId, 0, image.Length, ChunkList.DefaultChunkLog2))
            {
                return UpdateReasonCode.SlotTooSmall;
            }

            for (int i = 0; i < list.Count; i++)
            {
                list.Set(i, _hash, image, i << ChunkList.DefaultChunkLog2);
            }

            ReleaseFacts facts = new ReleaseFacts();
            Array.Copy(imageId, 0, facts.ImageId, 0, BootRecord.ImageIdLength);
            facts.Application.IsPresent = true;
            facts.Application.Version = version;
            list.ComputeRoot(_hash, facts.Application.Root);
            UpdateReasonCode reason = Machine.Accept(facts);
            reason = reason != UpdateReasonCode.None ? reason : Fill(list, image);
            reason = reason != UpdateReasonCode.None ? reason : Machine.Staged();
            reason = reason != UpdateReasonCode.None ? reason : Machine.Arm(false);
            reason = reason != UpdateReasonCode.None ? reason : Machine.Start(StartCauseCode.PowerOn);
            return reason != UpdateReasonCode.None ? reason : Machine.Confirm();
        }

        private UpdateReasonCode Fill(ChunkList list, byte[] image)
        {
            SlotFiles slot = Machine.Verifier.Slot;
            slot.Select(ComponentCode.Application, Machine.TargetSlot(ComponentCode.Application));
            UpdateReasonCode reason = slot.Stage(list);
            for (int i = 0; i < list.Count && reason == UpdateReasonCode.None; i++)
            {
                reason = slot.Put(i, image, i << ChunkList.DefaultChunkLog2, list.LengthOf(i));
            }

            return reason;
        }
    }
}
