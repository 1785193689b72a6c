using System;
using System.Collections.Generic;
using System.Threading;

namespace Stethos.Hal.Virtual
{
    /// <summary>
    /// Time that moves only when told. <see cref="Advance"/> jumps straight to the new time and releases every thread
    /// whose wait has ended; it does not stop at the wake-ups on the way. Thread safe.
    /// </summary>
    public sealed class VirtualClock : IClock
    {
        private readonly object _gate = new object();
        private readonly List<long> _wakeUpsMs = new List<long>();
        private long _nowMs;

        /// <summary>Makes <see cref="Wait"/> move time itself instead of blocking: for programs of one thread.</summary>
        public bool AdvancesOnWait { get; set; }

        /// <inheritdoc/>
        public long UptimeMs
        {
            get
            {
                lock (_gate)
                {
                    return _nowMs;
                }
            }
        }

        /// <summary>Threads that are waiting for time to move.</summary>
        public int WaitingThreads
        {
            get
            {
                lock (_gate)
                {
                    return _wakeUpsMs.Count;
                }
            }
        }

        /// <summary>Moves time on by <paramref name="milliseconds"/> (0 or more).</summary>
        public void Advance(long milliseconds)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(milliseconds);
            lock (_gate)
            {
                _nowMs += milliseconds;
                Monitor.PulseAll(_gate);
            }
        }

        /// <inheritdoc/>
        public void Wait(int milliseconds)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(milliseconds);
            lock (_gate)
            {
                if (AdvancesOnWait)
                {
                    _nowMs += milliseconds;
                    Monitor.PulseAll(_gate);
                    return;
                }

                long wakeUpMs = _nowMs + milliseconds;
                if (wakeUpMs <= _nowMs)
                {
                    return;
                }

                _wakeUpsMs.Add(wakeUpMs);
                Monitor.PulseAll(_gate);
                while (_nowMs < wakeUpMs)
                {
                    Monitor.Wait(_gate);
                }

                _wakeUpsMs.Remove(wakeUpMs);
            }
        }

        /// <summary>
        /// Blocks the caller, in real time, until at least <paramref name="threads"/> threads wait for time to move.
        /// False when that has not happened within <paramref name="timeout"/>.
        /// </summary>
        public bool WaitForWaitingThreads(int threads, TimeSpan timeout)
        {
            long started = TimeProvider.System.GetTimestamp();
            lock (_gate)
            {
                while (_wakeUpsMs.Count < threads)
                {
                    TimeSpan left = timeout - TimeProvider.System.GetElapsedTime(started);
                    if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                    {
                        return _wakeUpsMs.Count >= threads;
                    }
                }

                return true;
            }
        }
    }
}
