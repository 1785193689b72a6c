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
        public const int Verdict = 18;

        public const int GapFirst = 6;
        public const int GapLast = 7;
        public const int GapReason = 8;
        public const int GapBoot = 9;

        public const int AckBitmap = 6;
        public const int AckMac = 7;

        public const int CommandId = 6;
        public const int CommandKind = 7;
        public const int CommandSensor = 8;
        public const int CommandSamples = 9;
        public const int CommandPicture = 12;
        public const int CommandColumn = 13;
        public const int CommandRow = 14;

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
        public const int StateMode = 15;
        public const int StateConfiguration = 16;
        public const int StateNonce = 17;
        public const int StateError = 18;

        public const int PictureId = 8;
        public const int PictureWidth = 9;
        public const int PictureHeight = 10;
        public const int Light = 11;
        public const int BlockMeans = 12;
        public const int Change = 13;
        public const int Edges = 14;
        public const int Histogram = 15;
        public const int Shift = 16;
        public const int ShiftConfidence = 17;
        public const int Temperatures = 18;
        public const int HotSpots = 19;

        public const int CropId = 7;
        public const int CropPicture = 10;
        public const int CropColumn = 11;
        public const int CropRow = 12;
        public const int CropSize = 13;
        public const int CropCrc = 14;
        public const int CropData = 15;

        public const int HealthUptime = 6;
        public const int HealthFree = 7;
        public const int HealthLowWater = 8;
        public const int HealthDepth = 9;
        public const int HealthHours = 10;
        public const int HealthRadio = 11;
        public const int HealthTemperature = 12;
        public const int HealthBattery = 13;
        public const int HealthCharge = 14;
        public const int HealthCrashes = 15;
        public const int HealthLoop = 16;
        public const int HealthFeatures = 17;
        public const int HealthInference = 18;
        public const int HealthErrors = 19;

        public const int WordsBoot = 6;
        public const int WordsCause = 7;
        public const int WordsError = 8;
        public const int WordsLoop = 9;
        public const int WordsUptime = 10;
        public const int WordsLowWater = 11;
        public const int WordsCrashes = 12;

        public const int ConfigurationNumber = 6;
        public const int ConfigurationBody = 7;
        public const int ConfigurationMac = 8;
        public const int ConfigurationResult = 7;
        public const int ConfigurationSetting = 8;

        public const int DescriptionFirmware = 6;
        public const int DescriptionBoard = 7;
        public const int DescriptionSensors = 8;
        public const int DescriptionFeatures = 9;
        public const int DescriptionProperties = 10;
        public const int DescriptionCommands = 11;
        public const int DescriptionGauges = 12;

        public const int StatusState = 6;
        public const int StatusReason = 7;
        public const int StatusNumber = 8;
        public const int StatusVersions = 9;
        public const int StatusRoots = 10;
        public const int StatusPair = 11;
        public const int StatusFloors = 12;
        public const int StatusSequence = 13;
        public const int StatusNonce = 14;
        public const int StatusImage = 15;
        public const int StatusComponent = 16;
        public const int StatusMissing = 17;
        public const int StatusBitmap = 18;
        public const int StatusCredits = 19;
        public const int StatusFlags = 20;
        public const int StatusCounters = 21;
        public const int StatusRoom = 22;
        public const int StatusBasis = 23;

        public const int UpdateImage = 6;
        public const int PartIndex = 7;
        public const int PartCount = 8;
        public const int PartData = 9;
        public const int ChunkComponent = 7;
        public const int ChunkPlace = 8;
        public const int ChunkFlags = 9;
        public const int ChunkLength = 10;
        public const int ChunkData = 11;
    }
}
