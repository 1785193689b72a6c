namespace Stethos.Firmware.Device.Tests
{
    /// <summary>Hexadecimal text to bytes, and numbers that look random and are the same everywhere.</summary>
    public static class Bytes
    {
        private const string Digits = "0123456789abcdef";

        public static byte[] FromHex(string text)
        {
            byte[] bytes = new byte[text.Length / 2];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)((Digits.IndexOf(text[2 * i]) << 4) | Digits.IndexOf(text[2 * i + 1]));
            }

            return bytes;
        }

        public static string ToHex(byte[] bytes)
        {
            char[] text = new char[2 * bytes.Length];
            for (int i = 0; i < bytes.Length; i++)
            {
                text[2 * i] = Digits[bytes[i] >> 4];
                text[2 * i + 1] = Digits[bytes[i] & 15];
            }

            return new string(text);
        }

        /// <summary>The next number of a linear congruence (Numerical Recipes).</summary>
        public static uint Next(uint seed)
        {
            return (seed * 1664525) + 1013904223;
        }
    }
}
