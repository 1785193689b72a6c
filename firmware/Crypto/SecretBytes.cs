namespace Stethos.Crypto
{
    /// <summary>Bytes whose comparison must not tell, by the time it takes, how many of them were right.</summary>
    public static class SecretBytes
    {
        /// <summary>True when both ranges are equal; looks at every byte either way.</summary>
        public static bool AreEqual(byte[] a, int offsetA, byte[] b, int offsetB, int count)
        {
            int difference = 0;
            for (int i = 0; i < count; i++)
            {
                difference |= a[offsetA + i] ^ b[offsetB + i];
            }

            return difference == 0;
        }
    }
}
