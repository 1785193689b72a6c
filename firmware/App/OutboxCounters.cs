using Stethos.App.Outboxes;
using Stethos.Protocol;

namespace Stethos.App
{
    /// <summary>Brings the outbox's figures into the node's counters. The link loop's; allocates nothing after construction.</summary>
    internal sealed class OutboxCounters
    {
        private const int LeastMs = 10000;
        private const uint LongestMinutes = 60 * 24 * 3660;
        private readonly OutboxFigures _figures = new OutboxFigures();
        private long _sinceMs;
        private uint _sinceSequence;
        private uint _made;
        private long _madeMs;

        internal void Fill(NodeState state, long uptimeMs)
        {
            Outbox outbox = state.Outbox;
            uint sequence = outbox.LastSequence;
            if (uptimeMs - _sinceMs >= LeastMs || _madeMs == 0)
            {
                _made = sequence - _sinceSequence;
                _madeMs = uptimeMs - _sinceMs;
                _sinceMs = uptimeMs;
                _sinceSequence = sequence;
            }

            outbox.Fill(_figures, uptimeMs);
            int room = _figures.CapacityFrames - outbox.Depth;
            uint[] counters = state.Counters;
            counters[NodeCounters.OutboxCapacity] = (uint)_figures.CapacityFrames;
            counters[NodeCounters.OutboxMinutes] = Minutes(room);
            counters[NodeCounters.BlocksBegun] = _figures.BlocksBegun;
            counters[NodeCounters.BlockFiles] = (uint)_figures.BlockFiles;
            counters[NodeCounters.StorageFaults] = _figures.StorageFaults + _figures.DamagedRecords;
            counters[NodeCounters.BootFaults] = outbox.BootFaults;
        }

        // At the rate of the stretch looked at last.
        private uint Minutes(int room)
        {
            if (_made == 0 || room <= 0)
            {
                return 0;
            }

            long minutes = room * _madeMs / _made / 60000;
            return minutes < LongestMinutes ? (uint)minutes : LongestMinutes;
        }
    }
}
