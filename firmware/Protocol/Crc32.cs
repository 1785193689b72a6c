namespace Stethos.Protocol
{
    /// <summary>
    /// CRC-32 of IEEE 802.3 (reflected polynomial 0xEDB88320, start and final value all ones), as in zip and PNG.
    /// A table of 16 words: two look-ups a byte, 64 bytes of memory.
    /// </summary>
    public static class Crc32
    {
        private static readonly uint[] Table =
        {
            0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
            0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C
        };

        /// <summary>CRC of a range of bytes; 0 for none.</summary>
        public static uint Compute(byte[] buffer, int offset, int count)
        {
            return Update(0, buffer, offset, count);
        }

        /// <summary>Goes on from the CRC of what came before: Update(Compute(a), b) is the CRC of a and b together.</summary>
        public static uint Update(uint crc, byte[] buffer, int offset, int count)
        {
            uint[] table = Table;
            int end = offset + count;
            crc = ~crc;
            for (int i = offset; i < end; i++)
            {
                crc ^= buffer[i];
                crc = (crc >> 4) ^ table[(int)(crc & 15)];
                crc = (crc >> 4) ^ table[(int)(crc & 15)];
            }

            return ~crc;
        }
    }
}
