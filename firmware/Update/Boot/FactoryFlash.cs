using System;
using Stethos.Hal;
using Stethos.Update.Slots;

namespace Stethos.Update.Boot
{
    /// <summary>
    /// Writes what a node is given when it is flashed, through the same states as any release, so that its first start finds a
    /// confirmed pair. Whoever flashes a node could write anything, so nothing is judged here.
    /// </summary>
    public sealed class FactoryFlash
    {
        private readonly UpdateMachine _machine;
        private readonly IKeyedHash _hash;

        /// <summary>The machine of a node without a record, loaded.</summary>
        public FactoryFlash(UpdateMachine machine, IKeyedHash hash)
        {
            _machine = machine;
            _hash = hash;
        }

        /// <summary>An application alone; <paramref name="imageId"/>, 8 bytes, names it.</summary>
        public UpdateReasonCode Flash(byte[] image, uint version, byte[] imageId)
        {
            ChunkList list = _machine.Verifier.List;
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
            UpdateReasonCode reason = _machine.Accept(facts);
            reason = reason != UpdateReasonCode.None ? reason : Fill(ComponentCode.Application, list, image);
            return reason != UpdateReasonCode.None ? reason : Finish();
        }

        /// <summary>Writes a component of what the machine accepted; <paramref name="list"/> is the one its root covers.</summary>
        public UpdateReasonCode Fill(ComponentCode component, ChunkList list, byte[] image)
        {
            SlotFiles slot = _machine.Verifier.Slot;
            slot.Select(component, _machine.TargetSlot(component));
            UpdateReasonCode reason = slot.Stage(list);
            for (int i = 0; i < list.Count && reason == UpdateReasonCode.None; i++)
            {
                reason = slot.Put(i, image, i << list.ChunkLog2, list.LengthOf(i));
            }

            return reason;
        }

        /// <summary>All components are there: they become the confirmed pair, verified from flash.</summary>
        public UpdateReasonCode Finish()
        {
            UpdateReasonCode reason = _machine.Staged();
            reason = reason != UpdateReasonCode.None ? reason : _machine.Arm(false);
            reason = reason != UpdateReasonCode.None ? reason : _machine.Start(StartCauseCode.PowerOn);
            return reason != UpdateReasonCode.None ? reason : _machine.Confirm();
        }
    }
}
