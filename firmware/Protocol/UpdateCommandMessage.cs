using System;

namespace Stethos.Protocol
{
    /// <summary>
    /// Gateway to one node: what to do with a release, and until when. The MAC is HMAC-SHA256 under the device's update key
    /// (docs/protocol.md) over the label "stethos-upd-1", device, nonce, time to live, wave, attempt (4 bytes big-endian
    /// each), action (1 byte) and digest. A release's code needs the owner's signature besides.
    /// </summary>
    public sealed class UpdateCommandMessage
    {
        public const int MaxLength = 120;
        public const int NonceLength = 8;
        public const int DigestLength = 32;
        public const int MacLength = 32;

        /// <summary>Longest time to live: a week.</summary>
        public const int MaxTtlSeconds = 604_800;

        private const int RequiredFields = (1 << Field.Device) | (1 << UpdateField.OrderNonce) | (1 << UpdateField.OrderTtl)
            | (1 << UpdateField.OrderWave) | (1 << UpdateField.OrderAttempt) | (1 << UpdateField.OrderAction)
            | (1 << UpdateField.OrderDigest) | (1 << UpdateField.OrderMac);

        public UpdateCommandMessage()
        {
            Device = new byte[FrameKey.DeviceLength];
            Nonce = new byte[NonceLength];
            Digest = new byte[DigestLength];
            Mac = new byte[MacLength];
        }

        public byte[] Device { get; }

        /// <summary>The one the node gave in its newest status.</summary>
        public byte[] Nonce { get; }

        /// <summary>For how long it holds, counted by the node since it gave the nonce; 1 to a week.</summary>
        public int TtlSeconds { get; set; }

        /// <summary>Wave of the campaign it belongs to; 0 = none.</summary>
        public uint Wave { get; set; }

        /// <summary>Counts the commands under one nonce, from 1: only a higher one is taken.</summary>
        public uint Attempt { get; set; }

        public UpdateActionCode Action { get; set; }

        /// <summary>SHA-256 of the manifest; its first 8 bytes are the image id.</summary>
        public byte[] Digest { get; }

        public byte[] Mac { get; }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            writer.Reset(buffer, offset, room);
            writer.MapStart(10);
            writer.Unsigned(Field.Version);
            writer.Unsigned(MessageReader.Version);
            writer.Unsigned(Field.Kind);
            writer.Unsigned((ulong)MessageKindCode.UpdateCommand);
            writer.Unsigned(Field.Device);
            writer.Bytes(Device, 0, Device.Length);
            writer.Unsigned(UpdateField.OrderNonce);
            writer.Bytes(Nonce, 0, NonceLength);
            writer.Unsigned(UpdateField.OrderTtl);
            writer.Unsigned((ulong)TtlSeconds);
            writer.Unsigned(UpdateField.OrderWave);
            writer.Unsigned(Wave);
            writer.Unsigned(UpdateField.OrderAttempt);
            writer.Unsigned(Attempt);
            writer.Unsigned(UpdateField.OrderAction);
            writer.Unsigned((ulong)Action);
            writer.Unsigned(UpdateField.OrderDigest);
            writer.Bytes(Digest, 0, DigestLength);
            writer.Unsigned(UpdateField.OrderMac);
            writer.Bytes(Mac, 0, MacLength);
            return writer.Overflow ? 0 : writer.Length;
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.UpdateCommand, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(out key))
            {
                ReadField(key, buffer, reader.Cbor, ref seen);
            }

            return reader.End(seen, RequiredFields);
        }

        /// <summary>A byte string exactly as long as the target.</summary>
        internal static void ReadExactly(byte[] buffer, CborReader reader, byte[] target)
        {
            int at;
            int length;
            if (!reader.ReadBytes(target.Length, out at, out length))
            {
                return;
            }

            if (length != target.Length)
            {
                reader.Fail(FrameErrorCode.OutOfRange);
                return;
            }

            Array.Copy(buffer, at, target, 0, length);
        }

        private void ReadField(int key, byte[] buffer, CborReader reader, ref int seen)
        {
            ulong wide;
            int number;
            switch (key)
            {
                case Field.Device:
                    ReadExactly(buffer, reader, Device);
                    break;
                case UpdateField.OrderNonce:
                    ReadExactly(buffer, reader, Nonce);
                    break;
                case UpdateField.OrderTtl:
                    if (reader.ReadInt(MaxTtlSeconds, out number) && number == 0)
                    {
                        reader.Fail(FrameErrorCode.OutOfRange);
                    }

                    TtlSeconds = number;
                    break;
                case UpdateField.OrderWave:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    Wave = (uint)wide;
                    break;
                case UpdateField.OrderAttempt:
                    if (reader.ReadUnsigned(uint.MaxValue, out wide) && wide == 0)
                    {
                        reader.Fail(FrameErrorCode.OutOfRange);
                    }

                    Attempt = (uint)wide;
                    break;
                case UpdateField.OrderAction:
                    reader.ReadInt(255, out number);
                    Action = (UpdateActionCode)number;
                    break;
                case UpdateField.OrderDigest:
                    ReadExactly(buffer, reader, Digest);
                    break;
                case UpdateField.OrderMac:
                    ReadExactly(buffer, reader, Mac);
                    break;
                default:
                    reader.Skip();
                    return;
            }

            seen |= 1 << key;
        }
    }
}
