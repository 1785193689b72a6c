namespace Stethos.Protocol
{
    /// <summary>The 8-byte device id and its text form of 16 lower-case hexadecimal digits, as used in topics.</summary>
    public static class DeviceId
    {
        public const int TextLength = 2 * FrameKey.DeviceLength;

        private const string Digits = "0123456789abcdef";

        /// <summary>Text of 8 bytes starting at <paramref name="offset"/>.</summary>
        public static string ToText(byte[] id, int offset)
        {
            char[] text = new char[TextLength];
            for (int i = 0; i < FrameKey.DeviceLength; i++)
            {
                text[2 * i] = Digits[id[offset + i] >> 4];
                text[2 * i + 1] = Digits[id[offset + i] & 15];
            }

            return new string(text);
        }

        /// <summary>Parses exactly 16 lower-case hexadecimal digits; false for anything else.</summary>
        public static bool TryParse(string text, byte[] id)
        {
            if (text.Length != TextLength)
            {
                return false;
            }

            for (int i = 0; i < TextLength; i++)
            {
                int digit = Digits.IndexOf(text[i]);
                if (digit < 0)
                {
                    return false;
                }

                int at = i >> 1;
                id[at] = (i & 1) == 0 ? (byte)(digit << 4) : (byte)(id[at] | digit);
            }

            return true;
        }
    }
}
