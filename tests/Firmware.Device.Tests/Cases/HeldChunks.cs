using Stethos.Update;
using Stethos.Update.Transfer;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>Chunks of known content in memory, of which every n-th is missing.</summary>
    public sealed class HeldChunks : IChunkSlot
    {
        private readonly byte[][] _chunks;
        private readonly bool[] _has;

        public HeldChunks(int count, int length, int everyMissing)
        {
            _chunks = new byte[count][];
            _has = new bool[count];
            ChunkLength = length;
            for (int i = 0; i < count; i++)
            {
                _has[i] = i % everyMissing != 0;
                _chunks[i] = new byte[length];
                for (int k = 0; _has[i] && k < length; k++)
                {
                    _chunks[i][k] = ByteOf(i, k);
                }
            }
        }

        public int Count
        {
            get { return _chunks.Length; }
        }

        public int ChunkLength { get; }

        public int Missing
        {
            get
            {
                int missing = 0;
                for (int i = 0; i < _has.Length; i++)
                {
                    missing += _has[i] ? 0 : 1;
                }

                return missing;
            }
        }

        public int LengthOf(int index)
        {
            return ChunkLength;
        }

        public bool Has(int index)
        {
            return _has[index];
        }

        public UpdateReasonCode Put(int index, byte[] buffer, int offset, int count)
        {
            System.Array.Copy(buffer, offset, _chunks[index], 0, count);
            _has[index] = true;
            return UpdateReasonCode.None;
        }

        public UpdateReasonCode Read(int index, byte[] buffer, out int count)
        {
            count = ChunkLength;
            System.Array.Copy(_chunks[index], 0, buffer, 0, count);
            return UpdateReasonCode.None;
        }

        /// <summary>The symbol of a seed, as the gateway makes it.</summary>
        public void Sum(uint seed, byte[] symbol)
        {
            int[] words = new int[RepairCode.WordsFor(Count)];
            RepairCode.Fill(seed, Count, words);
            System.Array.Clear(symbol, 0, symbol.Length);
            for (int i = 0; i < Count; i++)
            {
                for (int k = 0; (words[i >> 5] & (1 << (i & 31))) != 0 && k < ChunkLength; k++)
                {
                    symbol[k] ^= ByteOf(i, k);
                }
            }
        }

        public bool IsRight()
        {
            for (int i = 0; i < Count; i++)
            {
                for (int k = 0; k < ChunkLength; k++)
                {
                    if (_chunks[i][k] != ByteOf(i, k))
                    {
                        return false;
                    }
                }
            }

            return true;
        }

        private static byte ByteOf(int chunk, int at)
        {
            return (byte)(Bytes.Next((uint)((chunk * 1000) + at)) >> 24);
        }
    }
}
