using System;

namespace Stethos.Protocol
{
    /// <summary>Writes and reads the fields of <see cref="UpdateStatus"/>.</summary>
    internal static class UpdateStatusFields
    {
        private const int MostNumbers = 64;
        private const int Always = 12;

        internal static void Write(UpdateStatus status, CborWriter writer)
        {
            bool isCounted = IsAny(status.Counters);
            bool isBased = IsAny(status.Basis);
            writer.MapStart(Always + (status.HasNonce ? 1 : 0) + (status.HasImage ? 1 : 0) + (status.Component != 0 ? 1 : 0)
                + (status.Missing != 0 ? 1 : 0) + (status.BitmapLength != 0 ? 1 : 0) + (status.Credits != 0 ? 1 : 0)
                + (status.Flags != 0 ? 1 : 0) + (isCounted ? 1 : 0) + (status.RepairRoom != 0 ? 1 : 0) + (isBased ? 1 : 0));
            Number(writer, Field.Version, MessageReader.Version);
            Number(writer, Field.Kind, (uint)MessageKindCode.UpdateStatus);
            writer.Unsigned(Field.Device);
            writer.Bytes(status.Key.Device, 0, FrameKey.DeviceLength);
            Number(writer, Field.Boot, status.Key.Boot);
            Number(writer, Field.StatusState, (uint)status.State);
            Number(writer, Field.StatusReason, (uint)status.Reason);
            Number(writer, Field.StatusNumber, status.Number);
            Numbers(writer, Field.StatusVersions, status.Versions);
            writer.Unsigned(Field.StatusRoots);
            writer.Bytes(status.Roots, 0, status.Roots.Length);
            Number(writer, Field.StatusPair, status.Pair);
            Numbers(writer, Field.StatusFloors, status.Floors);
            Number(writer, Field.StatusSequence, status.Sequence);
            WriteTransfer(status, writer);
            if (isCounted)
            {
                Numbers(writer, Field.StatusCounters, status.Counters);
            }

            Optional(writer, Field.StatusRoom, status.RepairRoom);
            if (isBased)
            {
                Numbers(writer, Field.StatusBasis, status.Basis);
            }
        }

        internal static bool Read(UpdateStatus status, int key, byte[] buffer, CborReader reader)
        {
            switch (key)
            {
                case Field.StatusState:
                    status.State = ReadInt(reader, 65535);
                    return true;
                case Field.StatusReason:
                    status.Reason = ReadInt(reader, 65535);
                    return true;
                case Field.StatusNumber:
                    status.Number = ReadWide(reader);
                    return true;
                case Field.StatusVersions:
                    ReadPair(reader, status.Versions);
                    return true;
                case Field.StatusRoots:
                    ReadBytes(buffer, reader, status.Roots);
                    return true;
                case Field.StatusPair:
                    status.Pair = ReadWide(reader);
                    return true;
                case Field.StatusFloors:
                    ReadPair(reader, status.Floors);
                    return true;
                case Field.StatusSequence:
                    status.Sequence = ReadWide(reader);
                    return true;
                default:
                    return ReadTransfer(status, key, buffer, reader);
            }
        }

        private static void WriteTransfer(UpdateStatus status, CborWriter writer)
        {
            if (status.HasNonce)
            {
                writer.Unsigned(Field.StatusNonce);
                writer.Bytes(status.Nonce, 0, UpdateStatus.NonceLength);
            }

            if (status.HasImage)
            {
                writer.Unsigned(Field.StatusImage);
                writer.Bytes(status.Image, 0, ManifestPart.ImageLength);
            }

            Optional(writer, Field.StatusComponent, status.Component);
            Optional(writer, Field.StatusMissing, status.Missing);
            if (status.BitmapLength != 0)
            {
                writer.Unsigned(Field.StatusBitmap);
                writer.Bytes(status.Bitmap, 0, status.BitmapLength);
            }

            Optional(writer, Field.StatusCredits, status.Credits);
            Optional(writer, Field.StatusFlags, status.Flags);
        }

        private static bool ReadTransfer(UpdateStatus status, int key, byte[] buffer, CborReader reader)
        {
            int at;
            int length;
            switch (key)
            {
                case Field.StatusNonce:
                    status.HasNonce = ReadBytes(buffer, reader, status.Nonce);
                    return true;
                case Field.StatusImage:
                    status.HasImage = ReadBytes(buffer, reader, status.Image);
                    return true;
                case Field.StatusComponent:
                    status.Component = ReadInt(reader, 65535);
                    return true;
                case Field.StatusMissing:
                    status.Missing = ReadInt(reader, UpdateChunk.MaxChunks);
                    return true;
                case Field.StatusBitmap:
                    if (reader.ReadBytes(UpdateStatus.MaxBitmapLength, out at, out length))
                    {
                        Array.Copy(buffer, at, status.Bitmap, 0, length);
                        status.BitmapLength = length;
                    }

                    return true;
                case Field.StatusCredits:
                    status.Credits = ReadInt(reader, UpdateStatus.MaxCredits);
                    return true;
                case Field.StatusFlags:
                    status.Flags = ReadInt(reader, 65535);
                    return true;
                case Field.StatusCounters:
                    ReadSome(reader, status.Counters);
                    return true;
                case Field.StatusBasis:
                    ReadSome(reader, status.Basis);
                    return true;
                case Field.StatusRoom:
                    status.RepairRoom = ReadInt(reader, UpdateChunk.MaxChunks);
                    return true;
                default:
                    reader.Skip();
                    return false;
            }
        }

        private static bool IsAny(uint[] numbers)
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                if (numbers[i] != 0)
                {
                    return true;
                }
            }

            return false;
        }

        private static void Number(CborWriter writer, int key, uint value)
        {
            writer.Unsigned((ulong)key);
            writer.Unsigned(value);
        }

        private static void Optional(CborWriter writer, int key, int value)
        {
            if (value != 0)
            {
                Number(writer, key, (uint)value);
            }
        }

        private static void Numbers(CborWriter writer, int key, uint[] values)
        {
            writer.Unsigned((ulong)key);
            writer.ArrayStart(values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                writer.Unsigned(values[i]);
            }
        }

        private static int ReadInt(CborReader reader, int max)
        {
            int number;
            reader.ReadInt(max, out number);
            return number;
        }

        private static uint ReadWide(CborReader reader)
        {
            ulong wide;
            reader.ReadUnsigned(uint.MaxValue, out wide);
            return (uint)wide;
        }

        private static bool ReadBytes(byte[] buffer, CborReader reader, byte[] target)
        {
            int at;
            int length;
            if (!reader.ReadBytes(target.Length, out at, out length))
            {
                return false;
            }

            if (length != target.Length)
            {
                return reader.Fail(FrameErrorCode.OutOfRange);
            }

            Array.Copy(buffer, at, target, 0, length);
            return true;
        }

        private static void ReadPair(CborReader reader, uint[] target)
        {
            int items;
            if (!reader.ReadArrayStart(out items))
            {
                return;
            }

            if (items != target.Length)
            {
                reader.Fail(FrameErrorCode.Inconsistent);
                return;
            }

            for (int i = 0; i < items; i++)
            {
                target[i] = ReadWide(reader);
            }
        }

        // A newer node may tell more than this side knows; the extra numbers are read over.
        private static void ReadSome(CborReader reader, uint[] target)
        {
            int items;
            if (!reader.ReadArrayStart(out items))
            {
                return;
            }

            if (items > MostNumbers)
            {
                reader.Fail(FrameErrorCode.OutOfRange);
                return;
            }

            for (int i = 0; i < items; i++)
            {
                uint value = ReadWide(reader);
                if (i < target.Length)
                {
                    target[i] = value;
                }
            }
        }
    }
}
