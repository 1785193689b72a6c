using Stethos.Protocol;
using Stethos.Update.Manifests;

namespace Stethos.Update.Trust
{
    /// <summary>
    /// A key set and the root signatures over it, as one deterministic CBOR map: what an owner keeps, and what a node gets to
    /// take the next key set. Reading it finds the parts and copies nothing.
    /// </summary>
    public sealed class KeySetBundle
    {
        public const int MaxSignatures = 6;
        public const int MaxLength = 32_768;

        public const int KeySetField = 1;
        public const int SignaturesField = 2;

        private const int AllFields = 6;

        private readonly StrictCbor _cbor = new StrictCbor();
        private readonly int[] _keyIdAt = new int[MaxSignatures];
        private readonly int[] _signatureAt = new int[MaxSignatures];
        private readonly int[] _signatureLength = new int[MaxSignatures];

        /// <summary>Where the key set begins in the buffer that was read.</summary>
        public int KeySetAt { get; private set; }

        public int KeySetLength { get; private set; }

        /// <summary>How many signatures there are.</summary>
        public int Count { get; private set; }

        /// <summary>Where the 8 bytes stand that name the key of this place.</summary>
        public int KeyIdAt(int place)
        {
            return _keyIdAt[place];
        }

        public int SignatureAt(int place)
        {
            return _signatureAt[place];
        }

        public int SignatureLength(int place)
        {
            return _signatureLength[place];
        }

        /// <summary>Finds the parts in untrusted bytes.</summary>
        public UpdateReasonCode Read(byte[] buffer, int offset, int count)
        {
            int key;
            int seen = 0;
            StrictMap map = new StrictMap();
            if (count > MaxLength)
            {
                return UpdateReasonCode.BundleMalformed;
            }

            _cbor.Reset(buffer, offset, count);
            map.Open(_cbor.Reader);
            while (_cbor.IsKnown && map.Next(_cbor.Reader, out key))
            {
                seen |= 1 << (key & 31);
                ReadField(key);
            }

            return _cbor.IsKnown && _cbor.IsWhole && seen == AllFields ? UpdateReasonCode.None : UpdateReasonCode.BundleMalformed;
        }

        private void ReadField(int key)
        {
            int at;
            int length;
            if (key == KeySetField)
            {
                _cbor.Reader.ReadBytes(KeySet.MaxLength, out at, out length);
                KeySetAt = at;
                KeySetLength = length;
            }
            else if (key == SignaturesField)
            {
                ReadSignatures();
            }
            else
            {
                _cbor.Unknown();
            }
        }

        private void ReadSignatures()
        {
            Count = _cbor.Items(1, MaxSignatures);
            for (int i = 0; i < Count; i++)
            {
                _cbor.Signature(out _keyIdAt[i], out _signatureAt[i], out _signatureLength[i]);
            }
        }
    }
}
