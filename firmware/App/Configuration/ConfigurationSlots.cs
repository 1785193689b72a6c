using Stethos.App.Retained;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Configuration
{
    /// <summary>
    /// The node's configurations in two slots of the file store, and which of their numbers was seen, confirmed and
    /// rejected. The slot of the last confirmed configuration is never written, so that a power cut at any operation
    /// leaves it or the new one. Without any, the settings the node was flashed with are in force. One thread at a time.
    /// </summary>
    public sealed class ConfigurationSlots
    {
        private const int NumberLength = 4;
        private const int MaxLength = NumberLength + ConfigurationMessage.MaxBodyLength;
        private const int LedgerLength = 16;
        private readonly RecordFile _a;
        private readonly RecordFile _b;
        private readonly RetainedRecord _ledger;
        private readonly SettingsBody _body;
        private readonly NodeSettings _read;
        private readonly byte[] _buffer = new byte[RecordFile.LengthFor(MaxLength)];
        private readonly byte[] _ledgerBytes = new byte[LedgerLength];
        private uint _confirmed;
        private uint _rejected;

        /// <summary>
        /// <paramref name="body"/> and <paramref name="scratch"/> are used within calls only: <paramref name="scratch"/> by
        /// <see cref="Load"/>.
        /// </summary>
        public ConfigurationSlots(IFileStore files, SettingsBody body, NodeSettings scratch)
        {
            _body = body;
            _read = scratch;
            _a = new RecordFile(files, "cfg-a", _buffer);
            _b = new RecordFile(files, "cfg-b", _buffer);
            _ledger = new RetainedRecord(files, "cfg-n", LedgerLength);
        }

        /// <summary>Room that is used within calls only.</summary>
        internal byte[] Scratch
        {
            get { return _buffer; }
        }

        /// <summary>Number of the configuration in force; 0 = the flashed one.</summary>
        public uint Number { get; private set; }

        /// <summary>Highest number ever accepted.</summary>
        public uint Seen { get; private set; }

        /// <summary>Number of a configuration whose rejection was not yet told; 0 = none.</summary>
        public uint Untold { get; private set; }

        /// <summary>The configuration in force has yet to prove itself.</summary>
        public bool IsOnTrial { get; private set; }

        /// <summary>A slot was found damaged.</summary>
        public bool IsSlotDamaged { get; private set; }

        /// <summary>
        /// The configuration in force has settings that this node does not know, such as a camera's period on a board without
        /// one, or what a later firmware took: they are left out.
        /// </summary>
        public bool IsPartlyUnknown { get; private set; }

        /// <summary>A copy of the ledger was found damaged.</summary>
        public bool IsLedgerDamaged { get; private set; }

        /// <summary>Reads everything and puts the settings in force over the flashed ones.</summary>
        public void Load(NodeSettings settings)
        {
            _a.Load();
            _b.Load();
            IsSlotDamaged = _a.IsDamaged || _b.IsDamaged;
            LoadLedger();
            NoteSeen(_a);
            NoteSeen(_b);
            RecordFile newest = Newest();
            Number = 0;
            IsOnTrial = false;
            IsPartlyUnknown = false;
            if (TryUse(newest, settings))
            {
                IsOnTrial = Number != _confirmed;
            }
            else
            {
                TryUse(newest == _a ? _b : _a, settings);
            }
        }

        /// <summary>Stores a configuration to be tried in the next boot.</summary>
        public FileStatusCode Store(uint number, NodeSettings settings)
        {
            // Built where the record's content is anyway.
            int at = RecordFile.ContentAt;
            int length = _body.Write(settings, _buffer, at + NumberLength, MaxLength - NumberLength);
            if (length == 0)
            {
                return FileStatusCode.TooLarge;
            }

            // What is confirmed stays; what failed, or was never confirmed, makes room.
            RecordFile newest = Newest();
            bool keepsNewest = !newest.IsValid || newest.FirstWord == _confirmed;
            RecordFile other = newest == _a ? _b : _a;
            ByteFields.Put(_buffer, at, number);
            FileStatusCode status = (keepsNewest ? other : newest).Save(
                newest.Sequence + 1, _buffer, at, NumberLength + length);
            if (status != FileStatusCode.Ok)
            {
                return status;
            }

            Seen = number;
            return SaveLedger();
        }

        /// <summary>The configuration in force has proved itself.</summary>
        public FileStatusCode Confirm()
        {
            _confirmed = Number;
            IsOnTrial = false;
            return SaveLedger();
        }

        /// <summary>The configuration on trial has failed; the next boot runs with the one before.</summary>
        public FileStatusCode Reject()
        {
            _rejected = Number;
            Untold = Number;
            return SaveLedger();
        }

        /// <summary>The rejection was told.</summary>
        public FileStatusCode NoteTold()
        {
            Untold = 0;
            return SaveLedger();
        }

        private RecordFile Newest()
        {
            return _b.IsValid && (!_a.IsValid || _b.Sequence > _a.Sequence) ? _b : _a;
        }

        private bool TryUse(RecordFile slot, NodeSettings settings)
        {
            if (!slot.IsValid || slot.FirstWord == _rejected)
            {
                return false;
            }

            slot.Load();
            if (!slot.IsValid)
            {
                return false;
            }

            _read.CopyFrom(settings);
            if (_body.Read(_buffer, RecordFile.ContentAt + NumberLength, slot.Length - NumberLength, _read, true)
                != ConfigurationResultCode.Accepted)
            {
                IsSlotDamaged = true;
                return false;
            }

            IsPartlyUnknown = _body.Fault != 0;
            settings.CopyFrom(_read);
            Number = slot.FirstWord;
            return true;
        }

        private void NoteSeen(RecordFile slot)
        {
            if (slot.IsValid && slot.FirstWord > Seen)
            {
                Seen = slot.FirstWord;
            }
        }

        private void LoadLedger()
        {
            bool isKnown = _ledger.Load() && _ledger.Length == LedgerLength;
            IsLedgerDamaged = _ledger.IsDamaged;
            Seen = isKnown ? ByteFields.Get(_ledger.Content, 0) : 0;
            _confirmed = isKnown ? ByteFields.Get(_ledger.Content, 4) : 0;
            _rejected = isKnown ? ByteFields.Get(_ledger.Content, 8) : 0;
            Untold = isKnown ? ByteFields.Get(_ledger.Content, 12) : 0;
        }

        private FileStatusCode SaveLedger()
        {
            ByteFields.Put(_ledgerBytes, 0, Seen);
            ByteFields.Put(_ledgerBytes, 4, _confirmed);
            ByteFields.Put(_ledgerBytes, 8, _rejected);
            ByteFields.Put(_ledgerBytes, 12, Untold);
            return _ledger.Save(_ledgerBytes, LedgerLength);
        }
    }
}
