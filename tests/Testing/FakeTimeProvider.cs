using System;
using System.Threading;

namespace Stethos.Testing
{
    /// <summary>
    /// A wall clock that stands still until it is moved. Timers and timestamps stay real, so that threads that wait for
    /// each other go on.
    /// </summary>
    public sealed class FakeTimeProvider : TimeProvider
    {
        private long _nowMs = new DateTimeOffset(2025, 6, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

        /// <summary>Now, in UTC milliseconds since 1970.</summary>
        public long NowMs => Interlocked.Read(ref _nowMs);

        /// <inheritdoc/>
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);

        /// <summary>Moves the clock.</summary>
        public void Advance(TimeSpan step) => Interlocked.Add(ref _nowMs, (long)step.TotalMilliseconds);
    }
}
