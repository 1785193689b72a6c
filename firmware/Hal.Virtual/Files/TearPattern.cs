namespace Stethos.Hal.Virtual.Files
{
    /// <summary>
    /// What a cut (or a silent fault) leaves of the operation it hits. For an append "the new bytes" are those added; what
    /// was in the file before stays, because it was closed. A delete is either done or not done.
    /// </summary>
    public enum TearPattern
    {
        /// <summary>Nothing of the operation: the file as before.</summary>
        Nothing,

        /// <summary>All of it; only the caller never learns.</summary>
        Everything,

        /// <summary>The first byte.</summary>
        FirstByte,

        /// <summary>The first half.</summary>
        Half,

        /// <summary>All but the last byte.</summary>
        AllButLast,

        /// <summary>A random part of the new bytes.</summary>
        RandomPart,

        /// <summary>A random part over what the replaced file held; as RandomPart for an append.</summary>
        Overlaid,

        /// <summary>A random part, then erased flash (0xFF) up to the full length.</summary>
        ErasedTail,

        /// <summary>A random part, then zeros up to the full length.</summary>
        ZeroTail,

        /// <summary>A random part, then random bytes up to the full length.</summary>
        GarbageTail,

        /// <summary>Full length with one random bit wrong.</summary>
        FlippedBit,

        /// <summary>An empty file; as Nothing for an append.</summary>
        Empty,

        /// <summary>No file; as Nothing for an append.</summary>
        Gone
    }
}
