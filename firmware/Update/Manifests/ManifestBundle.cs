using Stethos.Protocol;

namespace Stethos.Update.Manifests
{
    /// <summary>
    /// What a node needs before the first chunk: the manifest, its signature and the chunk lists, as one deterministic CBOR
    /// map. Reading it finds the parts and copies nothing; whether they are right is for others to say.
    /// </summary>
    public sealed class ManifestBundle
    {
        /// <summary>Bytes by which a signature names its key: the first of the key's identifier I.</summary>
        public const int KeyIdLength = 8;

        /// <summary>Longest signature: N32, W1, H25.</summary>
        public const int MaxSignatureLength = 9324;

        /// <summary>Longest chunk list.</summary>
        public const int MaxListLength = 16_448;

        public const int MaxLength = Manifest.MaxLength + MaxSignatureLength + Manifest.MaxComponents * MaxListLength + 64;

        private const int ManifestField = 1;
        private const int SignatureField = 2;
        private const int ListsField = 3;
        private const int AllFields = 0xE;

        private readonly StrictCbor _cbor = new StrictCbor();
        private readonly ComponentCode[] _components = new ComponentCode[Manifest.MaxComponents];
        private readonly int[] _listAt = new int[Manifest.MaxComponents];
        private readonly int[] _listLength = new int[Manifest.MaxComponents];

        /// <summary>Where the manifest begins in the buffer that was read.</summary>
        public int ManifestAt { get; private set; }

        public int ManifestLength { get; private set; }

        /// <summary>Where the 8 bytes stand that name the signer's key.</summary>
        public int KeyIdAt { get; private set; }

        public int SignatureAt { get; private set; }

        public int SignatureLength { get; private set; }

        public int ListCount { get; private set; }

        /// <summary>What the list of this place is about; ascending.</summary>
        public ComponentCode ListComponent(int place)
        {
            return _components[place];
        }

        /// <summary>Where the list of this place begins.</summary>
        public int ListAt(int place)
        {
            return _listAt[place];
        }

        public int ListLength(int place)
        {
            return _listLength[place];
        }

        /// <summary>Writes everything before the lists; then follow, per list, <see cref="WriteList"/>.</summary>
        public static void WriteHead(
            CborWriter writer, byte[] manifest, int manifestCount, byte[] keyId, byte[] signature, int lists)
        {
            writer.MapStart(3);
            writer.Unsigned(ManifestField);
            writer.Bytes(manifest, 0, manifestCount);
            writer.Unsigned(SignatureField);
            writer.ArrayStart(2);
            writer.Bytes(keyId, 0, KeyIdLength);
            writer.Bytes(signature, 0, signature.Length);
            writer.Unsigned(ListsField);
            writer.ArrayStart(lists);
        }

        /// <summary>Writes one list; components ascending.</summary>
        public static void WriteList(CborWriter writer, ComponentCode component, byte[] list, int count)
        {
            writer.ArrayStart(2);
            writer.Unsigned((ulong)component);
            writer.Bytes(list, 0, count);
        }

        /// <summary>Finds the parts in untrusted bytes; they stay where they are.</summary>
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
            switch (key)
            {
                case ManifestField:
                    _cbor.Reader.ReadBytes(Manifest.MaxLength, out at, out length);
                    ManifestAt = at;
                    ManifestLength = length;
                    break;
                case SignatureField:
                    int keyIdAt;
                    _cbor.Signature(out keyIdAt, out at, out length);
                    KeyIdAt = keyIdAt;
                    SignatureAt = at;
                    SignatureLength = length;
                    break;
                case ListsField:
                    ReadLists();
                    break;
                default:
                    _cbor.Unknown();
                    break;
            }
        }

        private void ReadLists()
        {
            ComponentCode before = ComponentCode.None;
            ListCount = _cbor.Items(1, Manifest.MaxComponents);
            for (int i = 0; i < ListCount; i++)
            {
                int at;
                int length;
                _cbor.Items(2, 2);
                ComponentCode component = (ComponentCode)_cbor.Int((int)ComponentCode.Application, (int)ComponentCode.Model);
                _cbor.Reader.ReadBytes(MaxListLength, out at, out length);
                _components[i] = component;
                _listAt[i] = at;
                _listLength[i] = length;
                if (component <= before)
                {
                    _cbor.Reader.Fail(FrameErrorCode.Inconsistent);
                }

                before = component;
            }
        }
    }
}
