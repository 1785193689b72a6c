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
        /// <summary>Most chunks of a component.</summary>
        public const int MaxChunks = SlotSizes.MaxChunks;

        private readonly IKeyedHash _hash;
        private readonly BootChooser _chooser;
        private readonly byte[] _chunk = new byte[1 << ChunkList.MaxChunkLog2];

        public NodeLoader(IFileStore files, IKeyedHash hash)
        {
            _hash = hash;
            SlotVerifier verifier = new SlotVerifier(MakeSlots(files, hash), new ChunkList(MaxChunks), hash);
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
            return SlotSizes.Make(files, hash);
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
            return new FactoryFlash(Machine, _hash).Flash(image, version, imageId);
        }
    }
}
