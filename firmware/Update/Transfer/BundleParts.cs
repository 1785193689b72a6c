using System;
using Stethos.Protocol;

namespace Stethos.Update.Transfer
{
    /// <summary>
    /// Puts a manifest bundle together from its parts. A part proves nothing, so the first one of a place is kept, and a bundle
    /// that turns out wrong is asked for again as a whole.
    /// </summary>
    internal sealed class BundleParts
    {
        private const int Patience = 8;
        private readonly int[] _held = new int[ManifestPart.MaxParts / 32];
        private byte[] _store = new byte[0];
        private int _parts;
        private int _have;
        private int _contradictions;

        internal bool IsWhole
        {
            get { return _parts > 0 && _have == _parts; }
        }

        /// <summary>Bytes of the whole bundle; known when its last part is there.</summary>
        internal int Length { get; private set; }

        /// <summary>Parts it lacks; the most there can be as long as none has come.</summary>
        internal int Missing
        {
            get { return (_parts == 0 ? ManifestPart.MaxParts : _parts) - _have; }
        }

        /// <summary>Begins, or begins again. Parts go to <paramref name="store"/>, each to its place.</summary>
        internal void Begin(byte[] store)
        {
            _store = store;
            _parts = 0;
            _have = 0;
            _contradictions = 0;
            Length = 0;
            for (int i = 0; i < _held.Length; i++)
            {
                _held[i] = 0;
            }
        }

        internal bool Has(int index)
        {
            return (_held[index >> 5] & (1 << (index & 31))) != 0;
        }

        /// <summary>Whether a bundle of so many parts can have room at all.</summary>
        internal bool Fits(int parts)
        {
            return (parts - 1) * ManifestPart.MaxData < _store.Length;
        }

        /// <summary>Takes a part; the place in the counters when it is of no use, -1 when it was taken.</summary>
        internal int Take(ManifestPart part)
        {
            int at = part.Index * ManifestPart.MaxData;
            if (at + part.DataCount > _store.Length || (_parts != 0 && part.Parts != _parts))
            {
                // Whoever sent the first part may have been the one who is wrong.
                _contradictions++;
                if (_contradictions >= Patience)
                {
                    Begin(_store);
                }

                return TransferCounters.OutsideImage;
            }

            if (Has(part.Index))
            {
                return TransferCounters.Duplicates;
            }

            Array.Copy(part.Data, part.DataOffset, _store, at, part.DataCount);
            _held[part.Index >> 5] |= 1 << (part.Index & 31);
            _parts = part.Parts;
            _have++;
            if (part.Index == part.Parts - 1)
            {
                Length = at + part.DataCount;
            }

            return -1;
        }

        internal void Describe(UpdateStatus status)
        {
            int parts = _parts == 0 ? ManifestPart.MaxParts : _parts;
            for (int i = 0; i < parts; i++)
            {
                if (!Has(i))
                {
                    status.Miss(i);
                }
            }
        }
    }
}
