namespace Stethos.Protocol
{
    /// <summary>Places of what a node counts of the chunks and parts it did not use, in <see cref="UpdateStatus.Counters"/>.</summary>
    public static class TransferCounters
    {
        /// <summary>Chunks and parts it had already.</summary>
        public const int Duplicates = 0;

        /// <summary>Chunks whose digest is not the one of their place.</summary>
        public const int WrongDigests = 1;

        /// <summary>Chunks and parts of another image, or of a component that is not being fetched.</summary>
        public const int ForeignImages = 2;

        /// <summary>Chunks and parts whose place or length is outside the image.</summary>
        public const int OutsideImage = 3;

        /// <summary>Chunks whose compressed bytes do not unpack to their length.</summary>
        public const int NotUnpacked = 4;

        /// <summary>Repair symbols thrown away because one of them was poisoned.</summary>
        public const int SymbolsSpoiled = 5;

        public const int Count = 6;
    }
}
