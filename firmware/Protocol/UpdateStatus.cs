namespace Stethos.Protocol
{
    /// <summary>
    /// Node to gateway: how far it is with an update, what it runs, and what it lacks. The newest one says it all, so lost ones
    /// need no repair: <see cref="Number"/> tells which of two is the newer.
    /// </summary>
    public sealed class UpdateStatus
    {
        public const int MaxLength = 349;

        /// <summary>Parts of a node that are replaced apart: application and model, in this order in every pair of numbers.</summary>
        public const int Components = 2;

        /// <summary>First bytes of a chunk root that name what runs.</summary>
        public const int RootLength = 16;

        public const int NonceLength = 8;

        /// <summary>Longest bitmap: one bit for each of 1,024 chunks.</summary>
        public const int MaxBitmapLength = 128;

        /// <summary>Most chunks a node can grant at a time.</summary>
        public const int MaxCredits = 255;

        internal const int RequiredFields = (1 << Field.Device) | (1 << Field.Boot) | (1 << Field.StatusState)
            | (1 << Field.StatusReason) | (1 << Field.StatusNumber) | (1 << Field.StatusVersions) | (1 << Field.StatusRoots)
            | (1 << Field.StatusPair) | (1 << Field.StatusFloors) | (1 << Field.StatusSequence);

        public UpdateStatus()
        {
            Key = new FrameKey();
            Versions = new uint[Components];
            Roots = new byte[Components * RootLength];
            Floors = new uint[Components];
            Nonce = new byte[NonceLength];
            Image = new byte[ManifestPart.ImageLength];
            Bitmap = new byte[MaxBitmapLength];
            Basis = new uint[UpdateBasis.Count];
            Counters = new uint[TransferCounters.Count];
        }

        /// <summary>Only device and boot are used.</summary>
        public FrameKey Key { get; }

        /// <summary>A number of Update's UpdateStateCode.</summary>
        public int State { get; set; }

        /// <summary>A number of Update's UpdateReasonCode; 0 = none.</summary>
        public int Reason { get; set; }

        /// <summary>Statuses of this boot, counted from 1.</summary>
        public uint Number { get; set; }

        /// <summary>Versions of the application and the model that run; 0 = none, or the one it was flashed with.</summary>
        public uint[] Versions { get; }

        /// <summary>First 16 bytes of the chunk roots of what runs, application then model; zeros = none.</summary>
        public byte[] Roots { get; }

        /// <summary>Number of the confirmed pair of application and model; 0 = the pair it was flashed with.</summary>
        public uint Pair { get; set; }

        /// <summary>Lowest versions it still accepts.</summary>
        public uint[] Floors { get; }

        /// <summary>Sequence of the newest manifest it has accepted; 0 = none.</summary>
        public uint Sequence { get; set; }

        public bool HasNonce { get; set; }

        /// <summary>A command has to carry it back.</summary>
        public byte[] Nonce { get; }

        /// <summary>Whether an update is under way, and <see cref="Image"/> says which.</summary>
        public bool HasImage { get; set; }

        public byte[] Image { get; }

        /// <summary>What is being fetched; 0 = the manifest bundle, whose parts the bitmap then means.</summary>
        public int Component { get; set; }

        /// <summary>
        /// Chunks, parts or repair symbols it still needs: the bits set, less the independent symbols it holds.
        /// </summary>
        public int Missing { get; set; }

        /// <summary>Bit i, least significant first: chunk or part i is missing. What is beyond its end is not.</summary>
        public byte[] Bitmap { get; }

        /// <summary>Bytes of the bitmap in use.</summary>
        public int BitmapLength { get; set; }

        /// <summary>Chunks and parts the gateway may send this node after this status, until the next one.</summary>
        public int Credits { get; set; }

        /// <summary>See <see cref="UpdateStatusFlags"/>.</summary>
        public int Flags { get; set; }

        /// <summary>Repair symbols it can hold: it can make up for as many missing chunks. 0 = it wants chunks as they are.</summary>
        public int RepairRoom { get; set; }

        /// <summary>What a release has to fit, in the order of <see cref="UpdateBasis"/>.</summary>
        public uint[] Basis { get; }

        /// <summary>In the order of <see cref="TransferCounters"/>, since the boot.</summary>
        public uint[] Counters { get; }

        /// <summary>Whether a chunk or part is missing.</summary>
        public bool IsMissing(int index)
        {
            return (index >> 3) < BitmapLength && (Bitmap[index >> 3] & (1 << (index & 7))) != 0;
        }

        /// <summary>Marks chunk or part 0 to 1,023 as missing.</summary>
        public void Miss(int index)
        {
            int place = index >> 3;
            while (BitmapLength <= place)
            {
                Bitmap[BitmapLength] = 0;
                BitmapLength++;
            }

            Bitmap[place] |= (byte)(1 << (index & 7));
        }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            writer.Reset(buffer, offset, room);
            UpdateStatusFields.Write(this, writer);
            return writer.Overflow ? 0 : writer.Length;
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            Clear();
            if (!reader.Begin(buffer, offset, count, MessageKindCode.UpdateStatus, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(out key))
            {
                if (key == Field.Device || key == Field.Boot)
                {
                    Key.ReadField(key, buffer, reader.Cbor, ref seen);
                }
                else if (UpdateStatusFields.Read(this, key, buffer, reader.Cbor))
                {
                    seen |= 1 << key;
                }
            }

            return reader.End(seen, RequiredFields);
        }

        private void Clear()
        {
            HasNonce = false;
            HasImage = false;
            Component = 0;
            Missing = 0;
            BitmapLength = 0;
            Credits = 0;
            Flags = 0;
            RepairRoom = 0;
            System.Array.Clear(Basis, 0, Basis.Length);
            System.Array.Clear(Counters, 0, Counters.Length);
        }
    }
}
