namespace Stethos.Protocol
{
    /// <summary>Why a frame was refused. Counted per node and published; numbers are frozen by a test.</summary>
    public enum FrameErrorCode
    {
        None = 0,

        /// <summary>The bytes end inside an item.</summary>
        Truncated = 1,

        /// <summary>Reserved or indefinite-length head.</summary>
        NotWellFormed = 2,

        /// <summary>An item is not of the type the field has.</summary>
        WrongType = 3,

        /// <summary>A number or length is outside the field's range.</summary>
        OutOfRange = 4,

        /// <summary>Unknown items nest too deep to skip.</summary>
        TooDeep = 5,

        /// <summary>A text has characters other than printable ASCII.</summary>
        BadText = 6,

        /// <summary>NaN or infinity where a number is required.</summary>
        NotFinite = 7,

        /// <summary>The format version is not one this side reads.</summary>
        UnknownVersion = 8,

        /// <summary>The message kind is unknown, or not the one this topic carries.</summary>
        UnexpectedKind = 9,

        /// <summary>Map keys are not strictly ascending.</summary>
        KeyOrder = 10,

        /// <summary>A required field is missing.</summary>
        MissingField = 11,

        /// <summary>Bytes follow the message.</summary>
        TrailingBytes = 12,

        /// <summary>The message is longer than its kind may be.</summary>
        TooLong = 13,

        /// <summary>Two fields contradict each other (array lengths against the number of axes).</summary>
        Inconsistent = 14,

        /// <summary>The device in the message is not the device of the topic.</summary>
        WrongDevice = 15
    }
}
