using Stethos.Protocol;

namespace Stethos.Update.Transfer
{
    /// <summary>
    /// Takes what arrives on the topics of an update: parts of the manifest bundle first, then the chunks of one component after
    /// the other. What is a duplicate, of another image, outside the image or wrong is dropped and counted; nothing is written
    /// before its digest was found right. Nothing is allocated by a message. One thread.
    /// </summary>
    public sealed class ChunkReceiver
    {
        private readonly RepairDecoder? _repair;
        private readonly MessageReader _reader = new MessageReader();
        private readonly ManifestPart _part = new ManifestPart();
        private readonly UpdateChunk _chunk = new UpdateChunk();
        private readonly BundleParts _bundle = new BundleParts();
        private readonly byte[] _image = new byte[ManifestPart.ImageLength];
        private readonly byte[] _unpacked = new byte[UpdateChunk.MaxData];
        private readonly uint[] _counters = new uint[TransferCounters.Count];
        private IChunkSlot? _slot;
        private bool _isFetching;
        private int _component;

        /// <summary>Without a decoder the node asks for chunks as they are.</summary>
        public ChunkReceiver(RepairDecoder? repair)
        {
            _repair = repair;
        }

        /// <summary>All parts of the bundle are there; whether they are right is for others to say.</summary>
        public bool IsBundleWhole
        {
            get { return _bundle.IsWhole; }
        }

        /// <summary>Bytes of the whole bundle.</summary>
        public int BundleLength
        {
            get { return _bundle.Length; }
        }

        /// <summary>All chunks of the component are in flash.</summary>
        public bool IsComponentWhole
        {
            get { return _slot != null && _slot.Missing == 0; }
        }

        /// <summary>
        /// Begins an image with its bundle, or begins its bundle again because it was wrong. <paramref name="image"/>: 8 bytes,
        /// the first of SHA-256 of the manifest; <paramref name="store"/> takes the bundle and bounds it.
        /// </summary>
        public void BeginBundle(byte[] image, byte[] store)
        {
            BeginImage(image);
            _component = 0;
            _slot = null;
            _bundle.Begin(store);
        }

        /// <summary>
        /// Goes on with a component of the image: chunks that the slot holds already are not asked for.
        /// <see cref="UpdateReasonCode.ChunkTooLong"/> when its chunks are longer than a message.
        /// </summary>
        public UpdateReasonCode BeginComponent(byte[] image, ComponentCode component, IChunkSlot slot)
        {
            if (slot.ChunkLength > UpdateChunk.MaxData)
            {
                return UpdateReasonCode.ChunkTooLong;
            }

            BeginImage(image);
            _component = (int)component;
            _slot = slot;
            if (_repair != null)
            {
                _repair.Begin(slot);
            }

            return UpdateReasonCode.None;
        }

        /// <summary>Nothing is fetched any more; all that comes is foreign.</summary>
        public void Stop()
        {
            _isFetching = false;
            _slot = null;
        }

        /// <summary>
        /// Takes one message. <paramref name="isUsed"/>: it belongs to what is being fetched. Returns a fault of the slot, or
        /// <see cref="UpdateReasonCode.BundleTooLong"/>, else None, also for what was dropped.
        /// </summary>
        public UpdateReasonCode Take(byte[] message, int offset, int count, out bool isUsed)
        {
            isUsed = false;
            if (_reader.PeekKind(message, offset, count) == MessageKindCode.ManifestPart)
            {
                isUsed = TakePart(message, offset, count);
                return !isUsed || _slot != null || _bundle.Fits(_part.Parts)
                    ? UpdateReasonCode.None : UpdateReasonCode.BundleTooLong;
            }

            if (_chunk.Read(message, offset, count, _reader) != FrameErrorCode.None)
            {
                _counters[TransferCounters.OutsideImage]++;
                return UpdateReasonCode.None;
            }

            if (_slot == null || _chunk.Component != _component || !IsImage(_chunk.Image))
            {
                _counters[TransferCounters.ForeignImages]++;
                return UpdateReasonCode.None;
            }

            isUsed = true;
            return _chunk.IsRepair ? TakeSymbol(_slot) : TakeChunk(_slot);
        }

        /// <summary>Goes on with solving repair symbols, a step at a time; call it once a turn. Returns a fault of the slot.</summary>
        public UpdateReasonCode Work()
        {
            int spoiled;
            if (_repair == null || !_repair.IsSolving)
            {
                return UpdateReasonCode.None;
            }

            UpdateReasonCode reason = _repair.Step(_unpacked, out spoiled);
            _counters[TransferCounters.SymbolsSpoiled] += (uint)spoiled;
            return reason;
        }

        /// <summary>
        /// Writes image, component, what is missing, room for symbols and counters into a status; credits are the caller's, and so
        /// is the image when nothing is being fetched.
        /// </summary>
        public void Describe(UpdateStatus status)
        {
            for (int i = 0; i < TransferCounters.Count; i++)
            {
                status.Counters[i] = _counters[i];
            }

            status.BitmapLength = 0;
            status.Missing = 0;
            status.RepairRoom = 0;
            status.Component = _isFetching ? _component : 0;
            if (!_isFetching)
            {
                return;
            }

            status.HasImage = true;
            System.Array.Copy(_image, 0, status.Image, 0, _image.Length);
            if (_slot == null)
            {
                status.Missing = _bundle.Missing;
                _bundle.Describe(status);
                return;
            }

            for (int i = 0; i < _slot.Count; i++)
            {
                if (!_slot.Has(i))
                {
                    status.Miss(i);
                }
            }

            status.RepairRoom = _repair == null ? 0 : _repair.Room;
            int needed = _slot.Missing - (_repair == null ? 0 : _repair.Held);
            status.Missing = needed < 0 ? 0 : needed;
        }

        private void BeginImage(byte[] image)
        {
            System.Array.Copy(image, 0, _image, 0, _image.Length);
            _isFetching = true;
        }

        private bool TakePart(byte[] message, int offset, int count)
        {
            if (_part.Read(message, offset, count, _reader) != FrameErrorCode.None)
            {
                _counters[TransferCounters.OutsideImage]++;
                return false;
            }

            if (!_isFetching || !IsImage(_part.Image))
            {
                _counters[TransferCounters.ForeignImages]++;
                return false;
            }

            // With the bundle there, parts that others still need concern it no more.
            int dropped = _slot != null ? TransferCounters.Duplicates : _bundle.Take(_part);
            if (dropped >= 0)
            {
                _counters[dropped]++;
            }

            return _slot == null;
        }

        private UpdateReasonCode TakeSymbol(IChunkSlot slot)
        {
            if (_chunk.Length != slot.ChunkLength || _chunk.IsPacked)
            {
                _counters[TransferCounters.OutsideImage]++;
            }
            else if (_repair != null)
            {
                _repair.Add(_chunk.Place, _chunk.Data, _chunk.DataOffset);
            }

            return UpdateReasonCode.None;
        }

        private UpdateReasonCode TakeChunk(IChunkSlot slot)
        {
            int index = (int)_chunk.Place;
            if (index >= slot.Count || _chunk.Length != slot.LengthOf(index))
            {
                _counters[TransferCounters.OutsideImage]++;
                return UpdateReasonCode.None;
            }

            if (slot.Has(index))
            {
                _counters[TransferCounters.Duplicates]++;
                return UpdateReasonCode.None;
            }

            byte[] data = _chunk.Data;
            int offset = _chunk.DataOffset;
            if (_chunk.IsPacked)
            {
                if (!LzDecoder.Unpack(data, offset, _chunk.DataCount, _unpacked, _chunk.Length))
                {
                    _counters[TransferCounters.NotUnpacked]++;
                    return UpdateReasonCode.None;
                }

                data = _unpacked;
                offset = 0;
            }

            return Store(slot, index, data, offset);
        }

        private UpdateReasonCode Store(IChunkSlot slot, int index, byte[] data, int offset)
        {
            UpdateReasonCode reason = slot.Put(index, data, offset, _chunk.Length);
            if (reason == UpdateReasonCode.ChunkDigest)
            {
                _counters[TransferCounters.WrongDigests]++;
                return UpdateReasonCode.None;
            }

            if (reason == UpdateReasonCode.None && _repair != null)
            {
                _repair.Refresh();
            }

            return reason;
        }

        private bool IsImage(byte[] image)
        {
            for (int i = 0; i < _image.Length; i++)
            {
                if (image[i] != _image[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
