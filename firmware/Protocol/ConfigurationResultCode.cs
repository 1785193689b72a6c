namespace Stethos.Protocol
{
    /// <summary>What became of a configuration. Numbers are frozen by a test.</summary>
    public enum ConfigurationResultCode
    {
        None = 0,

        /// <summary>Stored; the node restarts and tries it.</summary>
        Accepted = 1,

        /// <summary>The link stood with it; it stays.</summary>
        Confirmed = 2,

        /// <summary>The link did not stand with it; the one before is back.</summary>
        Reverted = 3,

        /// <summary>The HMAC is wrong.</summary>
        Unauthentic = 4,

        /// <summary>The number is not above the highest one seen.</summary>
        Replayed = 5,

        /// <summary>The body cannot be read.</summary>
        Malformed = 6,

        /// <summary>A setting this firmware does not know.</summary>
        UnknownKey = 7,

        /// <summary>A value outside its range.</summary>
        OutOfRange = 8,

        /// <summary>Settings that contradict each other.</summary>
        Inconsistent = 9,

        /// <summary>The file store did not take it.</summary>
        StorageFault = 10,

        /// <summary>The node has no device key.</summary>
        WithoutKey = 11
    }
}
