namespace Stethos.Inference
{
    /// <summary>Why a model blob cannot be used. Numbers are stable.</summary>
    public enum ModelErrorCode
    {
        /// <summary>Nothing is wrong.</summary>
        None = 0,

        /// <summary>Shorter than a header and a hash, or the header gives another length.</summary>
        WrongLength = 1,

        /// <summary>It does not begin as a model blob.</summary>
        WrongMagic = 2,

        /// <summary>A version or arithmetic that this firmware does not know.</summary>
        UnknownVersion = 3,

        /// <summary>The SHA-256 at the end is not that of the content.</summary>
        WrongHash = 4,

        /// <summary>The arena is larger than the caller allows.</summary>
        ArenaTooLarge = 5,

        /// <summary>An operator number that this firmware does not know, or not in this arithmetic.</summary>
        UnknownOperator = 6,

        /// <summary>An offset or a length leads outside the blob or the arena.</summary>
        OutOfBounds = 7,

        /// <summary>A dimension, stride or scale that makes no sense.</summary>
        WrongParameter = 8,

        /// <summary>A stored self-test vector gives another result.</summary>
        SelfTestFailed = 9,

        /// <summary>There is no prepared model.</summary>
        NotPrepared = 10,
    }
}
