namespace Stethos.Protocol
{
    /// <summary>
    /// Keys of a configuration's body. A key never changes its meaning. Settings that are not named keep their value.
    /// </summary>
    public static class SettingKey
    {
        /// <summary>Name people know the node by: text, at most 48.</summary>
        public const int Name = 1;

        /// <summary>Machine the node listens to: text, at most 48.</summary>
        public const int Machine = 2;

        /// <summary>Start of a window to the start of the next: 100 to 3,600,000 ms.</summary>
        public const int Period = 3;

        /// <summary>Shaft speed: 0 to 1,000,000 mHz; 0 = unknown.</summary>
        public const int ShaftSpeed = 4;

        /// <summary>Lower edge of the envelope's band-pass: 1 to 65,535 Hz.</summary>
        public const int EnvelopeLow = 5;

        /// <summary>Upper edge of the envelope's band-pass: 1 to 65,535 Hz, above the lower one.</summary>
        public const int EnvelopeHigh = 6;

        /// <summary>Sampling rate of the part with a selectable rate: 100, 200, 400, 800, 1,600 or 3,200 Hz.</summary>
        public const int SlowRate = 7;

        /// <summary>Health frames: one in 5 to 3,600 s.</summary>
        public const int HealthPeriod = 8;

        /// <summary>Time a new configuration has to prove itself: 5 to 3,600 s.</summary>
        public const int TrialTime = 9;

        /// <summary>Time without link after which the relay drops: 0 to 86,400 s; 0 = never.</summary>
        public const int LinkAlarm = 10;

        /// <summary>Port of the site's broker: 1 to 65,535.</summary>
        public const int BrokerPort = 11;

        /// <summary>One window at a time is captured and computed: 1, or 0 for no.</summary>
        public const int TakesTurns = 12;

        /// <summary>Sensors whose windows go first: digits with commas between, at most 15 characters; empty = as wired.</summary>
        public const int SensorOrder = 13;

        /// <summary>Frames go without envelope lines: 1, or 0 for no.</summary>
        public const int LeavesOutEnvelope = 14;

        /// <summary>Start of a picture to the start of the next: 100 to 3,600,000 ms; only where there is a camera.</summary>
        public const int PicturePeriod = 15;

        /// <summary>A node with a model sends calm windows without news only now and then: 1, or 0 for no.</summary>
        public const int LeavesOutCalm = 20;
    }
}
