namespace Stethos.Protocol
{
    /// <summary>What a node is told to do with a release. Numbers are on the wire.</summary>
    public enum UpdateActionCode
    {
        None = 0,

        /// <summary>Fetch it into the slots that are not in use.</summary>
        Download = 1,

        /// <summary>Try it at the next start.</summary>
        Activate = 2,

        /// <summary>Stop fetching it, or do not try it.</summary>
        Abort = 3,

        /// <summary>Go back to what was confirmed before.</summary>
        RollBack = 4,

        /// <summary>Fetch the next key set and trust it; the digest is that of the key set.</summary>
        TakeKeySet = 5
    }
}
