using Stethos.Hal;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// The outbox's work with files: in each turn at most one block is deleted, one batch appended, one block read. Files are
    /// touched outside the outbox's lock, so that neither capture nor link ever waits for flash. One thread.
    /// </summary>
    internal sealed class OutboxKeeper
    {
        private const int RetryMs = 1000;
        private readonly object _sync;
        private readonly FrameRing _ring;
        private readonly Backlog _backlog;
        private readonly OutboxOptions _options;
        private readonly BlockFiles _files;
        private readonly BlockWriter _writer;
        private readonly BlockReader _reader;
        private long _retryMs;

        internal OutboxKeeper(object sync, FrameRing ring, Backlog backlog, IFileStore files, OutboxOptions options)
        {
            _sync = sync;
            _ring = ring;
            _backlog = backlog;
            _options = options;
            _files = new BlockFiles(files, options.BlockCount);
            uint lastBlock = OutboxRecovery.Run(_files, backlog, options.BlockCount);
            _writer = new BlockWriter(sync, ring, backlog, _files, options, lastBlock);
            _reader = new BlockReader(sync, ring, backlog, _files);
        }

        /// <summary>One turn; with <paramref name="isLast"/> nothing waits for a batch to fill.</summary>
        internal void Step(long nowMs, bool isLast)
        {
            DeleteOne();
            if (nowMs >= _retryMs && !_writer.Write(nowMs, isLast))
            {
                _retryMs = nowMs + RetryMs;
            }

            _reader.Read(nowMs);
        }

        internal void Fill(OutboxFigures figures, int longestFrame)
        {
            int perBlock = (_options.BlockLength - BlockFormat.HeaderLength) / (BlockFormat.RecordHeaderLength + longestFrame);
            perBlock = perBlock < _backlog.Page.Capacity ? perBlock : _backlog.Page.Capacity;
            figures.CapacityFrames += (_options.BlockCount - 1) * perBlock;
            figures.BytesWritten = _files.BytesWritten;
            figures.BlocksBegun = _writer.LastBlock;
            figures.BlockFiles = _options.BlockCount;
            figures.StorageFaults = _files.Faults;
            figures.DamagedRecords = _backlog.DamagedRecords;
            figures.BlocksHeld = _backlog.Table.Count;
        }

        private void DeleteOne()
        {
            BlockEntry? finished;
            lock (_sync)
            {
                finished = _backlog.FindFinished();
                if (finished == null)
                {
                    return;
                }

                _backlog.LeavePage(finished);
            }

            if (_files.Delete(finished.Slot))
            {
                lock (_sync)
                {
                    _backlog.Table.Remove(finished);
                }
            }
        }
    }
}
