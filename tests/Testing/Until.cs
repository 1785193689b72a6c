using System;
using System.Threading;

namespace Stethos.Testing
{
    /// <summary>Waits for conditions that other threads or programs bring about, always with a deadline.</summary>
    public static class Until
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

        /// <summary>True as soon as the condition holds, false when it did not within the patience.</summary>
        public static bool Holds(Func<bool> condition, TimeSpan patience)
        {
            ArgumentNullException.ThrowIfNull(condition);
            using var never = new ManualResetEvent(false);
            long start = TimeProvider.System.GetTimestamp();
            while (!condition())
            {
                if (TimeProvider.System.GetElapsedTime(start) > patience)
                {
                    return condition();
                }

                never.WaitOne(Pause);
            }

            return true;
        }

        /// <summary>Waits for the condition.</summary>
        /// <exception cref="TimeoutException">It did not hold in time; the message says what was waited for.</exception>
        public static void True(Func<bool> condition, TimeSpan patience, string what) => True(condition, patience, () => what);

        /// <summary>Waits for the condition; <paramref name="what"/> is asked only when it did not hold.</summary>
        /// <exception cref="TimeoutException">It did not hold in time; the message says what was waited for.</exception>
        public static void True(Func<bool> condition, TimeSpan patience, Func<string> what)
        {
            ArgumentNullException.ThrowIfNull(what);
            if (!Holds(condition, patience))
            {
                throw new TimeoutException($"not within {patience.TotalSeconds} s: {what()}");
            }
        }
    }
}
