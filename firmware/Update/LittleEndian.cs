namespace Stethos.Update
{
    /// <summary>Numbers as bytes in flash, lowest byte first.</summary>
    internal static class LittleEndian
    {
        internal static void Put16(byte[] buffer, int at, int value)
        {
            buffer[at] = (byte)value;
            buffer[at + 1] = (byte)(value >> 8);
        }

        internal static int Get16(byte[] buffer, int at)
        {
            return buffer[at] | (buffer[at + 1] << 8);
        }

        internal static void Put32(byte[] buffer, int at, uint value)
        {
            buffer[at] = (byte)value;
            buffer[at + 1] = (byte)(value >> 8);
            buffer[at + 2] = (byte)(value >> 16);
            buffer[at + 3] = (byte)(value >> 24);
        }

        internal static uint Get32(byte[] buffer, int at)
        {
            return buffer[at] | ((uint)buffer[at + 1] << 8) | ((uint)buffer[at + 2] << 16) | ((uint)buffer[at + 3] << 24);
        }

        internal static bool AreEqual(byte[] a, int aAt, byte[] b, int bAt, int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (a[aAt + i] != b[bAt + i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
