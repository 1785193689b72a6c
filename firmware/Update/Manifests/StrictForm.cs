using Stethos.Protocol;

namespace Stethos.Update.Manifests
{
    /// <summary>
    /// Whether bytes are one CBOR item in the only form that signed documents may have (RFC 8949, section 4.2.1): shortest
    /// heads, definite lengths, map keys unsigned and ascending, and nothing but unsigned numbers, strings, arrays and maps.
    /// Looks at the heads alone, so it costs a node little.
    /// </summary>
    public static class StrictForm
    {
        private const int MaxDepth = 8;
        private const int Wrong = -1;

        /// <summary>True when the range holds exactly one such item.</summary>
        public static bool Holds(byte[] buffer, int offset, int count)
        {
            return Item(buffer, offset, offset + count, 0) == offset + count;
        }

        // Place after the item at this place; Wrong when it is none.
        private static int Item(byte[] buffer, int at, int end, int depth)
        {
            int value;
            int next = Head(buffer, at, end, out value);
            if (next == Wrong || depth > MaxDepth)
            {
                return Wrong;
            }

            int major = buffer[at] >> 5;
            switch (major)
            {
                case CborMajor.Unsigned:
                    return next;
                case CborMajor.Bytes:
                case CborMajor.Text:
                    return value > end - next ? Wrong : next + value;
                case CborMajor.Array:
                case CborMajor.Map:
                    return value > end - next ? Wrong : Items(buffer, next, end, value, major == CborMajor.Map, depth + 1);
                default:
                    return Wrong;
            }
        }

        private static int Items(byte[] buffer, int at, int end, int count, bool isMap, int depth)
        {
            int last = -1;
            for (int i = 0; i < count && at != Wrong; i++)
            {
                if (isMap)
                {
                    int key;
                    int next = Head(buffer, at, end, out key);
                    if (next == Wrong || buffer[at] >> 5 != CborMajor.Unsigned || key <= last)
                    {
                        return Wrong;
                    }

                    last = key;
                    at = next;
                }

                at = Item(buffer, at, end, depth);
            }

            return at;
        }

        // Numbers beyond 31 bits are told as the largest int: as a length they cannot fit, as a key they may not stand.
        private static int Head(byte[] buffer, int at, int end, out int value)
        {
            value = 0;
            if (at >= end)
            {
                return Wrong;
            }

            int info = buffer[at] & 31;
            int extra = info < 24 ? 0 : info == 24 ? 1 : info == 25 ? 2 : info == 26 ? 4 : info == 27 ? 8 : 9;
            if (extra == 9 || extra > end - at - 1)
            {
                return Wrong;
            }

            ulong read = extra == 0 ? (ulong)info : 0;
            for (int i = 1; i <= extra; i++)
            {
                read = (read << 8) | buffer[at + i];
            }

            if (extra > 0 && read < (extra == 1 ? 24 : 1UL << (4 * extra)))
            {
                return Wrong;
            }

            value = read > int.MaxValue ? int.MaxValue : (int)read;
            return at + 1 + extra;
        }
    }
}
