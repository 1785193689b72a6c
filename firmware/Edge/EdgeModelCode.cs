namespace Stethos.Edge
{
    /// <summary>Whether a model can score windows. Numbers are frozen by a test.</summary>
    public enum EdgeModelCode
    {
        /// <summary>It can.</summary>
        None = 0,

        /// <summary>The blob is refused by the device's inference; its ModelErrorCode tells why.</summary>
        Blob = 1,

        /// <summary>It does not take 18 numbers of scale 1 whose lowest code is 0, or gives none, or more than 4.</summary>
        Ports = 2,

        /// <summary>Its own test vectors come out otherwise.</summary>
        SelfTest = 3
    }
}
