namespace Stethos.Update.Transfer
{
    /// <summary>An equation: the chunks whose bits are set sum up to the payload.</summary>
    internal sealed class SymbolRow
    {
        internal SymbolRow(int maxChunks, int maxChunkLength)
        {
            Bits = new int[RepairCode.WordsFor(maxChunks)];
            Payload = new byte[maxChunkLength];
        }

        internal int[] Bits { get; }

        internal byte[] Payload { get; }

        /// <summary>The missing chunk this row will give.</summary>
        internal int Pivot { get; set; }

        internal bool HasBit(int chunk)
        {
            return (Bits[chunk >> 5] & (1 << (chunk & 31))) != 0;
        }

        /// <summary>Adds another row to this one.</summary>
        internal void Add(SymbolRow other, int words, int length)
        {
            int[] bits = Bits;
            int[] more = other.Bits;
            for (int i = 0; i < words; i++)
            {
                bits[i] ^= more[i];
            }

            AddPayload(other.Payload, length);
        }

        internal void AddPayload(byte[] source, int length)
        {
            byte[] target = Payload;
            for (int i = 0; i < length; i++)
            {
                target[i] ^= source[i];
            }
        }
    }
}
