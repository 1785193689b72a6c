using System;

namespace Stethos.Update.Transfer
{
    /// <summary>
    /// Finds missing chunks from repair symbols (systematic random linear code over GF(2), Gauss elimination). Rows are brought
    /// into echelon form on the missing chunks as they come; when there are as many as chunks are missing, <see cref="Step"/>
    /// takes the chunks out that flash holds, one a step, because all of it at once takes an interpreter up to a minute. What
    /// comes out counts only when its digest is right, so a poisoned symbol costs its companions, never the slot. Allocates
    /// everything at construction: about (symbols + 1) × (chunk length + chunks / 8) bytes.
    /// </summary>
    public sealed class RepairDecoder
    {
        private readonly SymbolRow[] _rows;
        private readonly int[] _missing;
        private readonly int _maxChunks;
        private readonly int _maxChunkLength;
        private IChunkSlot? _slot;
        private SymbolRow _spare;
        private int _words;
        private int _chunks;
        private int _chunkLength;
        private int _unknown;

        // Where solving stands: chunks taken out so far, then rows cleared and stored so far. -1 = not solving.
        private int _takenOut = -1;
        private int _cleared;
        private bool _isSpoiled;

        /// <summary>Room for symbols (0 = none), chunks of a component and bytes of a chunk.</summary>
        public RepairDecoder(int maxSymbols, int maxChunks, int maxChunkLength)
        {
            _rows = new SymbolRow[maxSymbols];
            for (int i = 0; i < maxSymbols; i++)
            {
                _rows[i] = new SymbolRow(maxChunks, maxChunkLength);
            }

            _spare = new SymbolRow(maxChunks, maxChunkLength);
            _missing = new int[RepairCode.WordsFor(maxChunks)];
            _maxChunks = maxChunks;
            _maxChunkLength = maxChunkLength;
        }

        /// <summary>Independent symbols held.</summary>
        public int Held { get; private set; }

        /// <summary>Symbols it can hold for the component at hand; 0 also after a poisoned one.</summary>
        public int Room
        {
            get { return _slot == null || _isSpoiled ? 0 : _rows.Length; }
        }

        /// <summary>As many symbols as chunks are missing: <see cref="Step"/> makes chunks of them.</summary>
        public bool IsSolving
        {
            get { return _takenOut >= 0; }
        }

        /// <summary>Turns to a component; symbols of another one are forgotten.</summary>
        public void Begin(IChunkSlot slot)
        {
            _isSpoiled = false;
            _slot = slot.Count <= _maxChunks && slot.ChunkLength <= _maxChunkLength ? slot : null;
            _chunks = slot.Count;
            _chunkLength = slot.ChunkLength;
            _words = RepairCode.WordsFor(_chunks);
            Forget();
        }

        /// <summary>Takes a symbol of a whole chunk's length; false when it says nothing new or there is no room.</summary>
        public bool Add(uint seed, byte[] payload, int offset)
        {
            if (_slot == null || _isSpoiled || IsSolving || Held >= _rows.Length || _unknown == 0)
            {
                return false;
            }

            RepairCode.Fill(seed, _chunks, _spare.Bits);
            Array.Copy(payload, offset, _spare.Payload, 0, _chunkLength);
            bool isNew = Insert();
            StartWhenReady();
            return isNew;
        }

        /// <summary>Chunks came as they are. Equal ones come together, and a slot full of torn segments may lose some again.</summary>
        public void Refresh()
        {
            if (_slot == null || IsSolving || _unknown == _slot.Missing)
            {
                return;
            }

            if (_unknown < _slot.Missing)
            {
                Forget();
                return;
            }

            for (int i = 0; i < _chunks; i++)
            {
                if (IsUnknown(i) && _slot.Has(i))
                {
                    _missing[i >> 5] &= ~(1 << (i & 31));
                    _unknown--;
                    Release(i);
                }
            }

            StartWhenReady();
        }

        /// <summary>
        /// One step of solving; <paramref name="buffer"/> has room for a chunk, <paramref name="spoiled"/> is the number of symbols
        /// thrown away because one of them was poisoned. Returns a fault of the slot, else None.
        /// </summary>
        public UpdateReasonCode Step(byte[] buffer, out int spoiled)
        {
            spoiled = 0;
            if (_slot == null || !IsSolving)
            {
                return UpdateReasonCode.None;
            }

            while (_takenOut < _chunks)
            {
                int chunk = _takenOut;
                _takenOut++;
                if (!IsUnknown(chunk) && IsInAny(chunk))
                {
                    return TakeOut(_slot, chunk, buffer);
                }
            }

            return Clear(_slot, out spoiled);
        }

        private bool IsUnknown(int chunk)
        {
            return (_missing[chunk >> 5] & (1 << (chunk & 31))) != 0;
        }

        // The row that was to give this chunk may give another one.
        private void Release(int chunk)
        {
            for (int i = 0; i < Held; i++)
            {
                if (_rows[i].Pivot == chunk)
                {
                    SymbolRow row = _rows[i];
                    for (int j = i + 1; j < Held; j++)
                    {
                        _rows[j - 1] = _rows[j];
                    }

                    Held--;
                    _rows[Held] = _spare;
                    _spare = row;
                    Insert();
                    return;
                }
            }
        }

        private bool IsInAny(int chunk)
        {
            for (int i = 0; i < Held; i++)
            {
                if (_rows[i].HasBit(chunk))
                {
                    return true;
                }
            }

            return false;
        }

        private UpdateReasonCode TakeOut(IChunkSlot slot, int chunk, byte[] buffer)
        {
            int count;
            UpdateReasonCode reason = slot.Read(chunk, buffer, out count);
            if (reason != UpdateReasonCode.None)
            {
                Forget();
                return reason;
            }

            for (int i = 0; i < Held; i++)
            {
                if (_rows[i].HasBit(chunk))
                {
                    _rows[i].AddPayload(buffer, count);
                }
            }

            return UpdateReasonCode.None;
        }

        // The last row has nothing but its own chunk left; with the later ones taken out, so has the one before.
        private UpdateReasonCode Clear(IChunkSlot slot, out int spoiled)
        {
            spoiled = 0;
            int at = Held - 1 - _cleared;
            SymbolRow row = _rows[at];
            for (int i = at + 1; i < Held; i++)
            {
                if (row.HasBit(_rows[i].Pivot))
                {
                    row.AddPayload(_rows[i].Payload, _chunkLength);
                }
            }

            UpdateReasonCode reason = slot.Has(row.Pivot)
                ? UpdateReasonCode.None : slot.Put(row.Pivot, row.Payload, 0, slot.LengthOf(row.Pivot));
            _isSpoiled |= reason == UpdateReasonCode.ChunkDigest;
            _cleared++;
            bool isFault = reason != UpdateReasonCode.None && reason != UpdateReasonCode.ChunkDigest;
            if (isFault || _cleared == Held)
            {
                spoiled = _isSpoiled ? Held : 0;
                Forget();
            }

            return isFault ? reason : UpdateReasonCode.None;
        }

        private bool Insert()
        {
            SymbolRow row = _spare;
            for (int i = 0; i < Held; i++)
            {
                if (row.HasBit(_rows[i].Pivot))
                {
                    row.Add(_rows[i], _words, _chunkLength);
                }
            }

            int pivot = FirstMissing(row);
            if (pivot >= 0)
            {
                row.Pivot = pivot;
                _spare = _rows[Held];
                _rows[Held] = row;
                Held++;
            }

            return pivot >= 0;
        }

        private int FirstMissing(SymbolRow row)
        {
            for (int i = 0; i < _words; i++)
            {
                int bits = row.Bits[i] & _missing[i];
                if (bits != 0)
                {
                    int bit = 0;
                    while ((bits & (1 << bit)) == 0)
                    {
                        bit++;
                    }

                    return (32 * i) + bit;
                }
            }

            return -1;
        }

        private void StartWhenReady()
        {
            if (Held > 0 && Held == _unknown)
            {
                _takenOut = 0;
                _cleared = 0;
            }
        }

        private void Forget()
        {
            Held = 0;
            _takenOut = -1;
            _cleared = 0;
            _unknown = 0;
            for (int i = 0; i < _missing.Length; i++)
            {
                _missing[i] = 0;
            }

            for (int i = 0; _slot != null && i < _chunks; i++)
            {
                if (!_slot.Has(i))
                {
                    _missing[i >> 5] |= 1 << (i & 31);
                    _unknown++;
                }
            }
        }
    }
}
