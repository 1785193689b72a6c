namespace Stethos.Update.Transfer
{
    /// <summary>
    /// Which chunks a repair symbol is the sum of (XOR, GF(2)): about half of them, by the bits of a hash of the seed. The hash
    /// multiplies, because the rows of a generator that is linear over GF(2), such as xorshift, would depend on each other.
    /// </summary>
    public static class RepairCode
    {
        /// <summary>Bit b of word w: whether chunk 32 w + b is in the sum. Finalizer of MurmurHash3 over seed and word.</summary>
        public static int Word(uint seed, int word)
        {
            uint x = seed + ((uint)(word + 1) * 0x9E3779B9u);
            x ^= x >> 16;
            x *= 0x85EBCA6Bu;
            x ^= x >> 13;
            x *= 0xC2B2AE35u;
            x ^= x >> 16;
            return (int)x;
        }

        /// <summary>Writes the words for <paramref name="chunks"/> chunks; bits beyond the last chunk are zero.</summary>
        public static void Fill(uint seed, int chunks, int[] words)
        {
            int count = WordsFor(chunks);
            for (int i = 0; i < count; i++)
            {
                words[i] = Word(seed, i);
            }

            int beyond = chunks & 31;
            if (beyond != 0)
            {
                words[count - 1] &= (1 << beyond) - 1;
            }
        }

        public static int WordsFor(int chunks)
        {
            return (chunks + 31) >> 5;
        }
    }
}
