namespace Stethos.Protocol
{
    /// <summary>
    /// Bits of a picture's quality field (<see cref="VisionFeatures.Quality"/>). Where a window of samples knows the same
    /// thing (<see cref="QualityFlags"/>) the bit is the same. Numbers never change their meaning.
    /// </summary>
    public static class VisionFlags
    {
        /// <summary>More than one pixel in twenty is white: what is there cannot be seen.</summary>
        public const int Saturated = 1;

        /// <summary>Rows of the picture are missing; its features are of the rest.</summary>
        public const int RowsLost = 2;

        /// <summary>The node's clock is not synchronised: the time field is milliseconds since boot.</summary>
        public const int ClockUnsure = 4;

        /// <summary>The mean grey is below 16: features are noise.</summary>
        public const int TooDark = 8;

        /// <summary>The picture is constant: a covered lens or a dead sensor.</summary>
        public const int Blank = 16;

        /// <summary>A bus fault happened while the picture was taken.</summary>
        public const int BusFault = 32;

        /// <summary>There is no reference yet: the shift says nothing.</summary>
        public const int NoReference = 64;

        /// <summary>The background is still being learned: the change bitmap is empty.</summary>
        public const int Learning = 128;

        /// <summary>The node keeps a crop of this picture, which can be asked for by the picture's number.</summary>
        public const int CropKept = 256;

        /// <summary>A picture with any of these bits is stored but never scored.</summary>
        public const int NotForScoring = Saturated | RowsLost | TooDark | Blank | BusFault;
    }
}
