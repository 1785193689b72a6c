using System;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Manifests;
using Stethos.Update.Slots;
using Stethos.Update.Transfer;

namespace Stethos.App.Updates
{
    /// <summary>
    /// One release on its way into slots: its bundle, then the chunks of each component, but for those a slot holds already. Lives
    /// only as long as something is fetched, because it takes the room of a hundred chunks. One thread.
    /// </summary>
    internal sealed class UpdateFetch
    {
        private const int BundleBytes = 24576;
        private const int Symbols = 64;
        private readonly UpdateMachine _machine;
        private readonly byte[] _image = new byte[BootRecord.ImageIdLength];
        private readonly byte[] _bundle = new byte[BundleBytes];
        private readonly byte[] _chunk = new byte[1 << ChunkList.MaxChunkLog2];
        private readonly ChunkList _list = new ChunkList(NodeLoader.MaxChunks);
        private readonly SlotFiles _slot;
        private readonly ChunkReceiver _receiver = new ChunkReceiver(
            new RepairDecoder(Symbols, NodeLoader.MaxChunks, UpdateChunk.MaxData));

        internal UpdateFetch(UpdateMachine machine, IFileStore files, IKeyedHash hash)
        {
            _machine = machine;
            _slot = NodeLoader.MakeSlots(files, hash);
        }

        /// <summary>The bundle as it came; whole when <see cref="IsBundleWhole"/>.</summary>
        internal byte[] Bundle
        {
            get { return _bundle; }
        }

        internal int BundleLength
        {
            get { return _receiver.BundleLength; }
        }

        /// <summary>Room to read one chunk list into, between one component and the next.</summary>
        internal ChunkList List
        {
            get { return _list; }
        }

        /// <summary>The bundle has come and is not judged yet.</summary>
        internal bool IsBundleWhole
        {
            get { return Component == ComponentCode.None && _receiver.IsBundleWhole; }
        }

        /// <summary>All chunks of the component at hand are in flash.</summary>
        internal bool IsComponentWhole
        {
            get { return Component != ComponentCode.None && _receiver.IsComponentWhole; }
        }

        /// <summary>Which component is fetched; None = the bundle.</summary>
        internal ComponentCode Component { get; private set; }

        /// <summary>Begins an image with its bundle, or begins the bundle again.</summary>
        internal void BeginBundle(byte[] image)
        {
            Array.Copy(image, 0, _image, 0, _image.Length);
            Component = ComponentCode.None;
            _receiver.BeginBundle(_image, _bundle);
        }

        /// <summary>Goes on with a component whose list has come with the bundle, and stands in <see cref="List"/>.</summary>
        internal UpdateReasonCode BeginComponent(ComponentCode component)
        {
            BootRecord record = _machine.Record;
            _slot.Select(component, SlotPair.SlotOf(record.Trial, component));
            UpdateReasonCode reason = _slot.Stage(_list);
            return reason != UpdateReasonCode.None ? reason : Receive(component);
        }

        /// <summary>Goes on with a component whose list lies in its slot since before a restart; false when it does not.</summary>
        internal bool Resume(byte[] image, ComponentCode component)
        {
            BootRecord record = _machine.Record;
            int slot = SlotPair.SlotOf(record.Trial, component);
            Array.Copy(image, 0, _image, 0, _image.Length);
            if (_machine.Verifier.OpenSlot(record, component, slot) != UpdateReasonCode.None)
            {
                return false;
            }

            _slot.Select(component, slot);
            return _slot.Load(_list) == UpdateReasonCode.None && _slot.Open(_list) == UpdateReasonCode.None
                && Receive(component) == UpdateReasonCode.None;
        }

        /// <summary>Takes a message; <paramref name="isUsed"/>: it was for what is fetched. Returns a fault of the file store.</summary>
        internal UpdateReasonCode Take(byte[] message, int count, out bool isUsed)
        {
            return _receiver.Take(message, 0, count, out isUsed);
        }

        /// <summary>A bounded piece of what there is to compute.</summary>
        internal UpdateReasonCode Work()
        {
            return _receiver.Work();
        }

        internal void Describe(UpdateStatus status)
        {
            _receiver.Describe(status);
        }

        private UpdateReasonCode Receive(ComponentCode component)
        {
            BootRecord record = _machine.Record;
            int active = SlotPair.SlotOf(record.Active, component);
            if (active >= 0 && _machine.Verifier.OpenSlot(record, component, active) == UpdateReasonCode.None)
            {
                _slot.CopyFrom(_machine.Verifier.Slot, _chunk);
            }

            Component = component;
            return _receiver.BeginComponent(_image, component, new SlotChunks(_slot, _list));
        }
    }
}
