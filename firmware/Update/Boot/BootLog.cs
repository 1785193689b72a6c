using System;
using Stethos.Hal;

namespace Stethos.Update.Boot
{
    /// <summary>
    /// The boot record in two logs. A record counts as written when at least one log gives it back; both are written, the
    /// older one first. A log is never written anew unless the other holds a record at least as new, in two cells: then a cut
    /// in the middle and one flipped bit together still leave it. One thread.
    /// </summary>
    public sealed class BootLog
    {
        /// <summary>Length of a log: one block of littlefs.</summary>
        public const int DefaultLength = 4096;

        private readonly BootLogFile _a;
        private readonly BootLogFile _b;
        private readonly byte[] _cell = new byte[BootRecord.Length];
        private readonly byte[] _copy = new byte[BootRecord.Length];
        private uint _sequence;

        /// <summary><paramref name="buffer"/>: as long as a log may become (4 cells at least); used within calls only.</summary>
        public BootLog(IFileStore files, byte[] buffer)
        {
            if (buffer.Length < 4 * BootRecord.Length)
            {
                throw new ArgumentException();
            }

            _a = new BootLogFile(files, "ub0", buffer);
            _b = new BootLogFile(files, "ub1", buffer);
        }

        /// <summary>The last record is in one log only, because the other does not take it.</summary>
        public bool IsDegraded { get; private set; }

        /// <summary>No log gave a record and one could not be read; nothing is written then, because it may hold one.</summary>
        public bool IsUnreadable { get; private set; }

        /// <summary>
        /// Reads the newest record and heals: the log that lacks it gets it. False when neither log has one;
        /// <paramref name="record"/> is that of an empty node then.
        /// </summary>
        public bool Load(BootRecord record)
        {
            _a.Load();
            _b.Load();
            BootLogFile newest = Newest();
            IsUnreadable = !newest.IsValid && (_a.IsUnreadable || _b.IsUnreadable);
            if (!newest.IsValid)
            {
                record.Reset();
                _sequence = 0;
                return false;
            }

            record.Take(newest.Cell, 0);
            _sequence = newest.Sequence;
            Heal(newest);
            return true;
        }

        /// <summary>
        /// Writes a record with the next sequence to both logs. False when neither gives it back: it may come to light later
        /// all the same, and a later record wins over it.
        /// </summary>
        public bool Commit(BootRecord record)
        {
            if (IsUnreadable)
            {
                return false;
            }

            _sequence++;
            record.Sequence = _sequence;
            record.Write(_cell, 0);
            BootLogFile first = Newest() == _a ? _b : _a;
            BootLogFile second = first == _a ? _b : _a;
            bool isFirst = Add(first, second);
            bool isSecond = Add(second, first);
            IsDegraded = !isFirst || !isSecond;
            return isFirst || isSecond;
        }

        private BootLogFile Newest()
        {
            return _b.IsValid && (!_a.IsValid || _b.Sequence > _a.Sequence) ? _b : _a;
        }

        private bool Add(BootLogFile log, BootLogFile other)
        {
            bool mayRewrite = !log.IsValid || (other.IsValid && other.Sequence >= log.Sequence);

            // Only as long as this log holds it too: the one log that has the newest record is not touched.
            if (log.IsFull && log.IsValid && mayRewrite && log.Sequence == other.Sequence && other.Copies < 2)
            {
                other.Double(_copy);
            }

            return log.Add(_cell, _sequence, mayRewrite);
        }

        private void Heal(BootLogFile newest)
        {
            BootLogFile older = newest == _a ? _b : _a;
            if (older.IsValid && older.Sequence == newest.Sequence)
            {
                IsDegraded = false;
                return;
            }

            Array.Copy(newest.Cell, 0, _cell, 0, BootRecord.Length);
            IsDegraded = !Add(older, newest);
        }
    }
}
