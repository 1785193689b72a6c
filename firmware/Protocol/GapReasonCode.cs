namespace Stethos.Protocol
{
    /// <summary>Why frames will never arrive. Numbers are frozen by a test.</summary>
    public enum GapReasonCode
    {
        None = 0,

        /// <summary>The outbox was full and dropped its oldest frames.</summary>
        OutboxOverrun = 1,

        /// <summary>The node restarted with frames only in memory.</summary>
        Restart = 2,

        /// <summary>A stored frame failed its checksum.</summary>
        StorageFault = 3,

        /// <summary>Acknowledged by an earlier store of the gateway that this one does not have.</summary>
        StoredElsewhere = 4
    }
}
