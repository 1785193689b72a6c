using Stethos.App.Retained;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Supervision
{
    /// <summary>
    /// What a boot leaves behind for the next: why it ended, its last error, the loop at fault, uptime, least free heap, and
    /// how many boots in a row ended badly. Kept in a retained record, so that a power cut spoils at most the newest
    /// telling. One thread at a time.
    /// </summary>
    public sealed class LastWords
    {
        private const int RecordLength = 28;
        private readonly RetainedRecord _record;
        private readonly byte[] _bytes = new byte[RecordLength];
        private readonly object _sync = new object();
        private uint _boot;

        public LastWords(IFileStore files)
        {
            _record = new RetainedRecord(files, "words", RecordLength);
        }

        /// <summary>Boots in a row that ended in a crash or by the watchdog.</summary>
        public int Crashes { get; private set; }

        /// <summary>How the boot before ended, as far as it or the hardware told.</summary>
        public ResetCauseCode Ended { get; private set; }

        /// <summary>Whether a copy of the record was found damaged at start.</summary>
        public bool IsDamaged
        {
            get { return _record.IsDamaged; }
        }

        /// <summary>
        /// Reads what the boot before left, fills <paramref name="ended"/> with it and begins the telling of this boot.
        /// </summary>
        public FileStatusCode Begin(uint boot, StartCauseCode start, LastWordsMessage ended)
        {
            _boot = boot;
            bool isKnown = _record.Load() && _record.Length == RecordLength;
            byte[] content = _record.Content;
            ended.EndedBoot = isKnown ? ByteFields.Get(content, 0) : 0;
            ended.Error = isKnown ? (NodeErrorCode)(int)ByteFields.Get(content, 8) : NodeErrorCode.None;
            ended.Loop = isKnown ? (LoopCode)(int)ByteFields.Get(content, 12) : LoopCode.None;
            ended.UptimeSeconds = isKnown ? ByteFields.Get(content, 16) : 0;
            ended.LowWaterBytes = isKnown ? ByteFields.Get(content, 20) : 0;
            ended.Cause = CauseOf(isKnown ? (ResetCauseCode)(int)ByteFields.Get(content, 4) : ResetCauseCode.None, start);
            Ended = ended.Cause;
            int before = isKnown ? (int)ByteFields.Get(content, 24) : 0;
            Crashes = CrashesAfter(before, ended.Cause);
            ended.Crashes = Crashes;
            return End(ResetCauseCode.None, NodeErrorCode.None, LoopCode.None, 0, 0);
        }

        /// <summary>Notes how the boot fares while it runs; it is what remains when the power goes.</summary>
        public FileStatusCode Note(NodeErrorCode error, long uptimeMs, uint lowWaterBytes)
        {
            return End(ResetCauseCode.None, error, LoopCode.None, uptimeMs, lowWaterBytes);
        }

        /// <summary>Notes why the boot is about to end.</summary>
        public FileStatusCode End(
            ResetCauseCode cause, NodeErrorCode error, LoopCode loop, long uptimeMs, uint lowWaterBytes)
        {
            lock (_sync)
            {
                ByteFields.Put(_bytes, 0, _boot);
                ByteFields.Put(_bytes, 4, (uint)cause);
                ByteFields.Put(_bytes, 8, (uint)error);
                ByteFields.Put(_bytes, 12, (uint)loop);
                ByteFields.Put(_bytes, 16, (uint)(uptimeMs / 1000));
                ByteFields.Put(_bytes, 20, lowWaterBytes);
                ByteFields.Put(_bytes, 24, (uint)Crashes);
                return _record.Save(_bytes, RecordLength);
            }
        }

        /// <summary>The boot has been well for long enough: earlier crashes no longer count.</summary>
        public void Forgive()
        {
            Crashes = 0;
        }

        // What the boot itself said counts before what the hardware says: a restart after a crash looks like a wanted one.
        private static ResetCauseCode CauseOf(ResetCauseCode told, StartCauseCode start)
        {
            return told != ResetCauseCode.None ? told : start switch
            {
                StartCauseCode.PowerOn => ResetCauseCode.PowerOn,
                StartCauseCode.Watchdog => ResetCauseCode.Watchdog,
                StartCauseCode.Brownout => ResetCauseCode.Brownout,
                _ => ResetCauseCode.None
            };
        }

        // Losing power neither proves nor disproves anything; a wanted restart (a new configuration) begins afresh.
        private static int CrashesAfter(int before, ResetCauseCode cause)
        {
            switch (cause)
            {
                case ResetCauseCode.Watchdog:
                case ResetCauseCode.Crash:
                    return before < 65535 ? before + 1 : before;
                case ResetCauseCode.Requested:
                    return 0;
                default:
                    return before;
            }
        }
    }
}
