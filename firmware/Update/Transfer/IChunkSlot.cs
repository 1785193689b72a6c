namespace Stethos.Update.Transfer
{
    /// <summary>The slot being filled: a component's chunks, each with its digest. One thread.</summary>
    public interface IChunkSlot
    {
        /// <summary>Number of chunks, 1 to 1,024.</summary>
        int Count { get; }

        /// <summary>Bytes of every chunk but the last.</summary>
        int ChunkLength { get; }

        /// <summary>Number of chunks that are not there.</summary>
        int Missing { get; }

        /// <summary>Bytes of one chunk, unpacked.</summary>
        int LengthOf(int index);

        bool Has(int index);

        /// <summary>
        /// Stores a chunk when its digest is right; <see cref="UpdateReasonCode.ChunkDigest"/>, with nothing written, when it is not.
        /// </summary>
        UpdateReasonCode Put(int index, byte[] buffer, int offset, int count);

        /// <summary>Reads a chunk that is there; <paramref name="count"/> is its length.</summary>
        UpdateReasonCode Read(int index, byte[] buffer, out int count);
    }
}
