namespace Stethos.Protocol
{
    /// <summary>
    /// Integer map keys of the messages (docs/protocol.md). A key never changes its meaning; new fields take new keys,
    /// which older readers skip.
    /// </summary>
    public static class Field
    {
        public const int Version = 0;
        public const int Kind = 1;
        public const int Device = 2;
        public const int Boot = 3;
        public const int Sequence = 4;
        public const int Time = 5;
        public const int Sensor = 6;
        public const int Quality = 7;
        public const int Clipped = 8;
        public const int Lost = 9;
        public const int SampleRate = 10;
        public const int WindowLength = 11;
        public const int Shaft = 12;
        public const int Statistics = 13;
        public const int Bands = 14;
        public const int Envelope = 15;
        public const int Gravity = 16;
        public const int Temperature = 17;

        public const int GapFirst = 6;
        public const int GapLast = 7;
        public const int GapReason = 8;
        public const int GapBoot = 9;

        public const int AckBitmap = 6;

        public const int CommandId = 6;
        public const int CommandKind = 7;
        public const int CommandSensor = 8;
        public const int CommandSamples = 9;

        public const int BurstId = 7;
        public const int ChunkIndex = 8;
        public const int ChunkCount = 9;
        public const int BurstScale = 13;
        public const int BurstData = 14;

        public const int StateFirmware = 6;
        public const int StateBoard = 7;
        public const int StateName = 8;
        public const int StateMachine = 9;
        public const int StateOutboxDepth = 10;
        public const int StateCounters = 11;
        public const int StateOrders = 12;
        public const int StateSensors = 13;
        public const int StateOldest = 14;
    }
}
