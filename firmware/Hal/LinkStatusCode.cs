namespace Stethos.Hal
{
    /// <summary>Outcome of a link operation. Frozen by a test.</summary>
    public enum LinkStatusCode
    {
        /// <summary>Done, or queued for sending.</summary>
        Ok = 0,

        /// <summary>There is no session.</summary>
        NotConnected = 1,

        /// <summary>The broker could not be reached.</summary>
        Unreachable = 2,

        /// <summary>The broker refused the session (identity, credentials, protocol).</summary>
        Refused = 3,

        /// <summary>The send queue is full; try again later.</summary>
        Busy = 4
    }
}
