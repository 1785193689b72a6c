namespace Stethos.Hal
{
    /// <summary>Outcome of a file operation. Frozen by a test.</summary>
    public enum FileStatusCode
    {
        /// <summary>Done and durable.</summary>
        Ok = 0,

        /// <summary>No file of that name.</summary>
        NotFound = 1,

        /// <summary>The file is larger than the buffer given.</summary>
        TooLarge = 2,

        /// <summary>No space left.</summary>
        Full = 3,

        /// <summary>The medium reported a fault.</summary>
        MediumFault = 4
    }
}
