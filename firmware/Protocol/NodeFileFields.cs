using System;

namespace Stethos.Protocol
{
    /// <summary>Writes and reads the fields of a <see cref="NodeFile"/>; keys 0 to 17 in this order.</summary>
    internal static class NodeFileFields
    {
        private const int MaxFields = 64;
        private const int AllFields = (1 << NodeFile.FieldCount) - 1;

        internal static void Write(NodeFile file, CborWriter writer)
        {
            writer.MapStart(NodeFile.FieldCount);
            Number(writer, 0, NodeFile.CurrentVersion);
            Text(writer, 1, file.Board);
            Bytes(writer, 2, file.Device);
            Bytes(writer, 3, file.Key);
            Text(writer, 4, file.Site);
            Text(writer, 5, file.Gateway);
            Text(writer, 6, file.Name);
            Text(writer, 7, file.Machine);
            Text(writer, 8, file.Host);
            Number(writer, 9, file.Port);
            Bytes(writer, 10, file.Authority);
            Text(writer, 11, file.Ssid);
            Text(writer, 12, file.Password);
            Number(writer, 13, file.PeriodMs);
            Number(writer, 14, file.ShaftMilliHz);
            Number(writer, 15, file.EnvelopeLowHz);
            Number(writer, 16, file.EnvelopeHighHz);
            writer.Unsigned(17);
            writer.ArrayStart(file.Orders.Length);
            for (int i = 0; i < file.Orders.Length; i++)
            {
                writer.Float32(file.Orders[i]);
            }
        }

        internal static NodeFileCode Read(NodeFile file, byte[] buffer, CborReader reader)
        {
            int pairs;
            int seen = 0;
            int last = -1;
            if (!reader.ReadMapStart(out pairs) || pairs > MaxFields)
            {
                return NodeFileCode.NotReadable;
            }

            for (int i = 0; i < pairs; i++)
            {
                int key;
                if (!reader.ReadInt(65535, out key) || key <= last)
                {
                    return NodeFileCode.NotReadable;
                }

                last = key;
                if (key == 0)
                {
                    int version;
                    if (reader.ReadInt(65535, out version) && version != NodeFile.CurrentVersion)
                    {
                        return NodeFileCode.UnknownVersion;
                    }
                }
                else if (!ReadText(file, key, reader) && !ReadNumber(file, key, reader))
                {
                    ReadBytes(file, key, buffer, reader);
                }

                seen |= key < NodeFile.FieldCount ? 1 << key : 0;
                if (reader.Error != FrameErrorCode.None)
                {
                    return NodeFileCode.NotReadable;
                }
            }

            return reader.Remaining > 0 ? NodeFileCode.NotReadable
                : seen != AllFields ? NodeFileCode.MissingField
                : NodeFileCode.Ok;
        }

        private static bool ReadText(NodeFile file, int key, CborReader reader)
        {
            string text;
            switch (key)
            {
                case 1:
                    reader.ReadText(StateMessage.MaxTextLength, out text);
                    file.Board = text;
                    return true;
                case 4:
                    reader.ReadText(32, out text);
                    file.Site = text;
                    return true;
                case 5:
                    reader.ReadText(32, out text);
                    file.Gateway = text;
                    return true;
                case 6:
                    reader.ReadText(StateMessage.MaxTextLength, out text);
                    file.Name = text;
                    return true;
                case 7:
                    reader.ReadText(StateMessage.MaxTextLength, out text);
                    file.Machine = text;
                    return true;
                case 8:
                    reader.ReadText(NodeFile.MaxHostLength, out text);
                    file.Host = text;
                    return true;
                case 11:
                    reader.ReadText(NodeFile.MaxSsidLength, out text);
                    file.Ssid = text;
                    return true;
                case 12:
                    reader.ReadText(NodeFile.MaxPasswordLength, out text);
                    file.Password = text;
                    return true;
                default:
                    return false;
            }
        }

        private static bool ReadNumber(NodeFile file, int key, CborReader reader)
        {
            switch (key)
            {
                case 9:
                    file.Port = reader.TakeInt(int.MaxValue);
                    return true;
                case 13:
                    file.PeriodMs = reader.TakeInt(int.MaxValue);
                    return true;
                case 14:
                    file.ShaftMilliHz = reader.TakeInt(int.MaxValue);
                    return true;
                case 15:
                    file.EnvelopeLowHz = reader.TakeInt(int.MaxValue);
                    return true;
                case 16:
                    file.EnvelopeHighHz = reader.TakeInt(int.MaxValue);
                    return true;
                default:
                    return false;
            }
        }

        private static void ReadBytes(NodeFile file, int key, byte[] buffer, CborReader reader)
        {
            int offset;
            int count;
            switch (key)
            {
                case 2:
                    ReadExactly(file.Device, buffer, reader);
                    break;
                case 3:
                    ReadExactly(file.Key, buffer, reader);
                    break;
                case 10:
                    if (reader.ReadBytes(NodeFile.MaxAuthorityLength, out offset, out count))
                    {
                        file.Authority = new byte[count];
                        Array.Copy(buffer, offset, file.Authority, 0, count);
                    }

                    break;
                case 17:
                    ReadOrders(file.Orders, reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        private static void ReadExactly(byte[] target, byte[] buffer, CborReader reader)
        {
            int offset;
            int count;
            if (reader.ReadBytes(target.Length, out offset, out count))
            {
                if (count == target.Length)
                {
                    Array.Copy(buffer, offset, target, 0, count);
                }
                else
                {
                    reader.Fail(FrameErrorCode.OutOfRange);
                }
            }
        }

        private static void ReadOrders(float[] orders, CborReader reader)
        {
            int items;
            float order;
            if (!reader.ReadArrayStart(out items))
            {
                return;
            }

            if (items != orders.Length)
            {
                reader.Fail(FrameErrorCode.Inconsistent);
                return;
            }

            for (int i = 0; i < items && reader.ReadFloat32(out order); i++)
            {
                orders[i] = order;
            }
        }

        private static void Number(CborWriter writer, int key, int value)
        {
            MessageWriter.Number(writer, key, (uint)value);
        }

        private static void Text(CborWriter writer, int key, string value)
        {
            writer.Unsigned((ulong)key);
            writer.Text(value);
        }

        private static void Bytes(CborWriter writer, int key, byte[] value)
        {
            writer.Unsigned((ulong)key);
            writer.Bytes(value, 0, value.Length);
        }
    }
}
