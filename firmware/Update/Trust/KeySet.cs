using System;
using Stethos.Crypto;
using Stethos.Crypto.Lms;
using Stethos.Protocol;
using Stethos.Update.Manifests;

namespace Stethos.Update.Trust
{
    /// <summary>
    /// The public keys a node trusts and what each may sign: the document that root keys sign. A node is flashed with its
    /// first one; <see cref="KeySetRotation"/> says when another may take its place.
    /// </summary>
    public sealed class KeySet
    {
        public const int MaxLength = 1024;
        public const int MaxKeys = 12;

        /// <summary>Fewest root keys that have to sign the next key set.</summary>
        public const int LeastThreshold = 2;

        /// <summary>Keys of the document's map; kind and form come before, see <see cref="ManifestKey"/>.</summary>
        public const int VersionField = 2;

        public const int ThresholdField = 3;
        public const int VendorField = 4;
        public const int KeysField = 5;
        public const int SequenceField = 6;

        private const int AllFields = 0x3F;

        private readonly KeyRoleCode[] _roles = new KeyRoleCode[MaxKeys];
        private readonly int[] _at = new int[MaxKeys];
        private readonly int[] _length = new int[MaxKeys];
        private readonly StrictCbor _cbor = new StrictCbor();

        public KeySet()
        {
            Bytes = new byte[0];
            Vendor = new byte[Manifest.VendorLength];
        }

        /// <summary>The document, as it was read.</summary>
        public byte[] Bytes { get; private set; }

        /// <summary>1 to 65,535; grows by one with each rotation.</summary>
        public int Version { get; private set; }

        /// <summary>How many of the root keys have to sign the next key set.</summary>
        public int RootThreshold { get; private set; }

        /// <summary>Whose nodes these keys are for.</summary>
        public byte[] Vendor { get; }

        /// <summary>
        /// From which sequence releases count on when a node takes this key set, above or below what it had: undoes a jump that
        /// a stolen key signed. 0 = as it was.
        /// </summary>
        public uint SequenceBase { get; private set; }

        public int Count { get; private set; }

        public KeyRoleCode Role(int place)
        {
            return _roles[place];
        }

        /// <summary>Where in <see cref="Bytes"/> the key of this place begins.</summary>
        public int KeyAt(int place)
        {
            return _at[place];
        }

        public int KeyLength(int place)
        {
            return _length[place];
        }

        /// <summary>Place of the key that these 8 bytes name; -1 = none.</summary>
        public int Find(byte[] keyId, int at)
        {
            for (int i = 0; i < Count; i++)
            {
                if (SecretBytes.AreEqual(Bytes, _at[i] + 8, keyId, at, ManifestBundle.KeyIdLength))
                {
                    return i;
                }
            }

            return -1;
        }

        /// <summary>Takes a document over, from untrusted bytes. After a refusal the object is of no use.</summary>
        public UpdateReasonCode Read(byte[] buffer, int offset, int count)
        {
            int key;
            int seen = 0;
            StrictMap map = new StrictMap();
            Count = 0;
            SequenceBase = 0;
            if (count < 0 || count > MaxLength)
            {
                return UpdateReasonCode.KeySetMalformed;
            }

            Bytes = new byte[count];
            Array.Copy(buffer, offset, Bytes, 0, count);
            _cbor.Reset(Bytes, 0, count);
            map.Open(_cbor.Reader);
            while (_cbor.IsKnown && map.Next(_cbor.Reader, out key))
            {
                seen |= 1 << (key & 31);
                ReadField(key);
            }

            return _cbor.IsKnown && _cbor.IsWhole && (seen & AllFields) == AllFields && IsSound()
                ? UpdateReasonCode.None
                : UpdateReasonCode.KeySetMalformed;
        }

        private void ReadField(int key)
        {
            switch (key)
            {
                case ManifestKey.Kind:
                    _cbor.Expect(ManifestKey.KeySetKind);
                    break;
                case ManifestKey.Version:
                    _cbor.Expect(ManifestKey.Form);
                    break;
                case VersionField:
                    Version = _cbor.Int(1, 65535);
                    break;
                case ThresholdField:
                    RootThreshold = _cbor.Int(LeastThreshold, MaxKeys);
                    break;
                case VendorField:
                    _cbor.Bytes(Bytes, Vendor);
                    break;
                case KeysField:
                    ReadKeys();
                    break;
                case SequenceField:
                    SequenceBase = _cbor.Number(1);
                    break;
                default:
                    _cbor.Unknown();
                    break;
            }
        }

        private void ReadKeys()
        {
            int count = _cbor.Items(1, MaxKeys);
            for (int i = 0; i < count; i++)
            {
                int at;
                int length;
                _cbor.Items(2, 2);
                _roles[i] = (KeyRoleCode)_cbor.Int((int)KeyRoleCode.Root, (int)KeyRoleCode.ReleaseModel);
                _cbor.Reader.ReadBytes(LmsParameters.MaxKeyLength, out at, out length);
                _at[i] = at;
                _length[i] = length;
                if (_cbor.IsSound && !LmsParameters.IsKey(Bytes, at, length))
                {
                    _cbor.Reader.Fail(FrameErrorCode.OutOfRange);
                }
            }

            Count = count;
        }

        // No key twice, under whatever role: one holder would count as two.
        private bool IsSound()
        {
            int roots = 0;
            for (int i = 0; i < Count; i++)
            {
                roots += _roles[i] == KeyRoleCode.Root ? 1 : 0;
                if (Find(Bytes, _at[i] + 8) != i)
                {
                    return false;
                }
            }

            return roots >= RootThreshold;
        }
    }
}
