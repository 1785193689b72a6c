using System;
using System.Threading;

namespace Stethos.Hal.Virtual
{
    /// <summary>Real time since construction. Thread safe; 200 boards may share one or own one each.</summary>
    public sealed class SystemClock : IClock
    {
        private readonly TimeProvider _timeProvider;
        private readonly WaitHandle _cancelled;
        private readonly CancellationToken _cancellation;
        private readonly long _bootTimestamp;

        /// <summary>
        /// <paramref name="cancellation"/> ends every wait, running or to come, with an
        /// <see cref="OperationCanceledException"/>: the way to stop a board whose loops never end.
        /// </summary>
        public SystemClock(TimeProvider timeProvider, CancellationToken cancellation)
        {
            ArgumentNullException.ThrowIfNull(timeProvider);
            _timeProvider = timeProvider;
            _cancellation = cancellation;
            _cancelled = cancellation.WaitHandle;
            _bootTimestamp = timeProvider.GetTimestamp();
        }

        /// <inheritdoc/>
        public long UptimeMs => (long)_timeProvider.GetElapsedTime(_bootTimestamp).TotalMilliseconds;

        /// <inheritdoc/>
        public void Wait(int milliseconds)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(milliseconds);
            long started = _timeProvider.GetTimestamp();
            _cancellation.ThrowIfCancellationRequested();

            // A wait handle may return a little early; the contract says "at least".
            double leftMs = milliseconds;
            while (leftMs > 0)
            {
                if (_cancelled.WaitOne((int)Math.Ceiling(leftMs)))
                {
                    _cancellation.ThrowIfCancellationRequested();
                }

                leftMs = milliseconds - _timeProvider.GetElapsedTime(started).TotalMilliseconds;
            }
        }
    }
}
