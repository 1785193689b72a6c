namespace Stethos.Update.Transfer
{
    /// <summary>
    /// Unpacks one block of the LZ4 block format (lz4_Block_format.md, 1.6): sequences of a token, literals, and a copy of what
    /// was unpacked before. Every length is held to both buffers; nothing but the chunk itself is looked back into.
    /// </summary>
    public static class LzDecoder
    {
        private const int MinMatch = 4;
        private const int LongLength = 15;

        /// <summary>
        /// Unpacks exactly <paramref name="length"/> bytes to the start of <paramref name="target"/>. False when the bytes are no
        /// such block; what <paramref name="target"/> holds up to that length is then undefined.
        /// </summary>
        public static bool Unpack(byte[] source, int offset, int count, byte[] target, int length)
        {
            int at = offset;
            int end = offset + count;
            int written = 0;
            while (at < end)
            {
                int token = source[at];
                at++;
                int literals = token >> 4;
                if (literals == LongLength && !ReadLength(source, end, length, ref at, ref literals))
                {
                    return false;
                }

                if (literals > end - at || literals > length - written)
                {
                    return false;
                }

                System.Array.Copy(source, at, target, written, literals);
                at += literals;
                written += literals;
                if (at == end)
                {
                    // The last sequence is literals alone.
                    return written == length;
                }

                if (!Repeat(source, end, token & 15, target, length, ref at, ref written))
                {
                    return false;
                }
            }

            return false;
        }

        private static bool Repeat(byte[] source, int end, int nibble, byte[] target, int length, ref int at, ref int written)
        {
            if (end - at < 2)
            {
                return false;
            }

            int back = source[at] | (source[at + 1] << 8);
            int match = nibble;
            at += 2;
            if (match == LongLength && !ReadLength(source, end, length, ref at, ref match))
            {
                return false;
            }

            match += MinMatch;
            if (back == 0 || back > written || match > length - written)
            {
                return false;
            }

            // Byte by byte, because a copy may reach into itself.
            int to = written;
            int stop = written + match;
            int from = written - back;
            while (to < stop)
            {
                target[to] = target[from];
                to++;
                from++;
            }

            written = stop;
            return true;
        }

        private static bool ReadLength(byte[] source, int end, int most, ref int at, ref int value)
        {
            int read = 255;
            while (read == 255)
            {
                if (at >= end || value > most)
                {
                    return false;
                }

                read = source[at];
                at++;
                value += read;
            }

            return true;
        }
    }
}
