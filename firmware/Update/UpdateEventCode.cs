namespace Stethos.Update
{
    /// <summary>What moves a node from one <see cref="UpdateStateCode"/> to the next.</summary>
    public enum UpdateEventCode
    {
        /// <summary>A release was accepted; its slots may be written.</summary>
        Accept = 1,

        /// <summary>All its chunks are there and verified.</summary>
        Stage = 2,

        /// <summary>A staged slot does not verify any more.</summary>
        Lose = 3,

        /// <summary>The next start is to try it.</summary>
        Arm = 4,

        /// <summary>It is about to be started.</summary>
        Start = 5,

        /// <summary>It has proved itself.</summary>
        Confirm = 6,

        /// <summary>It has failed.</summary>
        RollBack = 7,

        /// <summary>The pair before the confirmed one becomes the confirmed one.</summary>
        Return = 8,

        /// <summary>It is not accepted.</summary>
        Refuse = 9,

        /// <summary>It is given up on command.</summary>
        Abort = 10,

        /// <summary>The next key set is trusted; what the one before let in and is not running yet is given up.</summary>
        TakeKeySet = 11
    }
}
