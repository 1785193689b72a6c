namespace Stethos.App.Supervision
{
    /// <summary>What the supervisor holds the node to.</summary>
    public sealed class SupervisorOptions
    {
        public SupervisorOptions()
        {
            WatchdogMs = 30000;
            HealthPeriodMs = 60000;
            NotePeriodMs = 600000;
            HealthyMs = 600000;
            CrashLimit = 3;
            CaptureDeadlineMs = 20000;
            LinkDeadlineMs = 90000;
            StorageDeadlineMs = 60000;
        }

        /// <summary>The watchdog's time, 1,000 to 60,000 ms.</summary>
        public int WatchdogMs { get; set; }

        /// <summary>Longest turn of the capture loop, ms: two long windows' features on the slowest chip.</summary>
        public int CaptureDeadlineMs { get; set; }

        /// <summary>Longest turn of the link loop, ms: connecting may block for a minute.</summary>
        public int LinkDeadlineMs { get; set; }

        /// <summary>Longest turn of the storage loop, ms: erasing flash takes its time.</summary>
        public int StorageDeadlineMs { get; set; }

        /// <summary>Between health frames, ms.</summary>
        public int HealthPeriodMs { get; set; }

        /// <summary>Between two writings of the last words while nothing happens, ms: a compromise with flash wear.</summary>
        public int NotePeriodMs { get; set; }

        /// <summary>A boot that has lasted this long without a hang forgives earlier crashes, ms.</summary>
        public int HealthyMs { get; set; }

        /// <summary>Bad ends in a row that lead to safe mode.</summary>
        public int CrashLimit { get; set; }

        /// <summary>Without an answer of the gateway for this long the relay drops, ms; 0 = never.</summary>
        public long LinkAlarmMs { get; set; }

        /// <summary>Heap that has to be free before the loops are made, bytes.</summary>
        public uint MemoryBudgetBytes { get; set; }
    }
}
