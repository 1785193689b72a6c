namespace Stethos.Protocol
{
    /// <summary>Whether a node file can be used. Frozen by a test.</summary>
    public enum NodeFileCode
    {
        Ok = 0,

        /// <summary>There is no file.</summary>
        Missing = 1,

        /// <summary>Shorter or longer than a node file can be.</summary>
        BadLength = 2,

        /// <summary>Torn or damaged.</summary>
        BadChecksum = 3,

        /// <summary>Not the map it should be.</summary>
        NotReadable = 4,

        /// <summary>Written by a newer command.</summary>
        UnknownVersion = 5,

        /// <summary>A field is missing.</summary>
        MissingField = 6,

        /// <summary>For another board, or for none.</summary>
        WrongBoard = 7,

        WrongDevice = 8,
        WrongKey = 9,
        WrongSite = 10,
        WrongHost = 11,

        /// <summary>Period, shaft speed or envelope band out of range.</summary>
        WrongSensing = 12
    }
}
