namespace Stethos.Protocol
{
    /// <summary>Places in a node's counter array. Numbers never change their meaning; new ones are appended.</summary>
    public static class NodeCounters
    {
        public const int FramesMade = 0;
        public const int FramesAcknowledged = 1;
        public const int FramesResent = 2;
        public const int FramesDropped = 3;
        public const int LinkConnects = 4;
        public const int LinkFaults = 5;
        public const int BusFaults = 6;
        public const int SamplesLost = 7;
        public const int MessagesRefused = 8;
        public const int BurstsSent = 9;

        /// <summary>Frames the outbox takes, memory and flash.</summary>
        public const int OutboxCapacity = 10;

        /// <summary>Minutes until the outbox is full at the present rate; 0 = not known yet.</summary>
        public const int OutboxMinutes = 11;

        /// <summary>Blocks of the outbox begun since its files were made.</summary>
        public const int BlocksBegun = 12;

        /// <summary>Block files of the outbox; 0 = in memory only.</summary>
        public const int BlockFiles = 13;

        /// <summary>File operations that failed, read-backs that differed, and damaged records.</summary>
        public const int StorageFaults = 14;

        /// <summary>Copies of the boot number found damaged or refused at this start.</summary>
        public const int BootFaults = 15;

        public const int Count = 16;
    }
}
