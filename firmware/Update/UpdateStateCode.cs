namespace Stethos.Update
{
    /// <summary>How far a node is with an update. Numbers are on the wire and in flash.</summary>
    public enum UpdateStateCode
    {
        /// <summary>Nothing is under way.</summary>
        Idle = 0,

        /// <summary>Chunks are being written to slots that are not in use.</summary>
        Staging = 1,

        /// <summary>All of it lies in flash, read back and verified.</summary>
        Staged = 2,

        /// <summary>The next start tries it.</summary>
        Armed = 3,

        /// <summary>It runs and has yet to prove itself.</summary>
        Trial = 4,

        /// <summary>It has proved itself.</summary>
        Confirmed = 5,

        /// <summary>It failed; what was confirmed before runs again.</summary>
        RolledBack = 6,

        /// <summary>It was not accepted; nothing was changed.</summary>
        Refused = 7
    }
}
