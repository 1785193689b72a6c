namespace Stethos.Protocol
{
    /// <summary>What all messages write alike: their head, a field that is a number, their end.</summary>
    internal static class MessageWriter
    {
        /// <summary>Starts a message of so many fields with its version and kind.</summary>
        internal static void Begin(CborWriter writer, byte[] buffer, int offset, int room, int fields, MessageKindCode kind)
        {
            writer.Reset(buffer, offset, room);
            writer.MapStart(fields);
            Number(writer, Field.Version, MessageReader.Version);
            Number(writer, Field.Kind, (uint)kind);
        }

        internal static void Number(CborWriter writer, int key, uint value)
        {
            writer.Unsigned((ulong)key);
            writer.Unsigned(value);
        }

        /// <summary>Length of the message; 0 when the buffer was too small.</summary>
        internal static int End(CborWriter writer)
        {
            return writer.Overflow ? 0 : writer.Length;
        }
    }
}
