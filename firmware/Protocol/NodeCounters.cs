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

        public const int Count = 10;
    }
}
