using System;
using System.Threading;

namespace Stethos.Hal.Virtual.Tests
{
    public sealed class ClockTests
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        [Fact]
        public void Virtual_time_moves_only_when_advanced()
        {
            var clock = new VirtualClock();
            Assert.Equal(0, clock.UptimeMs);
            clock.Advance(1234);
            Assert.Equal(1234, clock.UptimeMs);
        }

        [Fact]
        public void A_waiting_thread_is_released_when_its_time_has_come_and_not_before()
        {
            var clock = new VirtualClock();
            using var done = new ManualResetEventSlim();
            var thread = new Thread(() =>
            {
                clock.Wait(100);
                done.Set();
            });
            thread.IsBackground = true;
            thread.Start();
            Assert.True(clock.WaitForWaitingThreads(1, Patience));
            clock.Advance(99);
            Assert.Equal(1, clock.WaitingThreads);
            Assert.False(done.IsSet);
            clock.Advance(1);
            Assert.True(done.Wait(Patience));
            Assert.True(thread.Join(Patience));
            Assert.Equal(0, clock.WaitingThreads);
        }

        [Fact]
        public void One_advance_releases_every_thread_it_passes()
        {
            var clock = new VirtualClock();
            var threads = new Thread[20];
            for (int i = 0; i < threads.Length; i++)
            {
                int waitMs = 1 + i;
                threads[i] = new Thread(() => clock.Wait(waitMs)) { IsBackground = true };
                threads[i].Start();
            }

            Assert.True(clock.WaitForWaitingThreads(threads.Length, Patience));
            clock.Advance(20);
            Assert.All(threads, thread => Assert.True(thread.Join(Patience)));
        }

        [Fact]
        public void A_wait_of_zero_does_not_block()
        {
            var clock = new VirtualClock();
            clock.Wait(0);
            Assert.Equal(0, clock.UptimeMs);
        }

        [Fact]
        public void With_one_thread_waiting_moves_the_time_itself()
        {
            var clock = new VirtualClock { AdvancesOnWait = true };
            clock.Wait(250);
            Assert.Equal(250, clock.UptimeMs);
        }

        [Fact]
        public void Real_time_waits_at_least_as_long_as_asked()
        {
            using var stop = new CancellationTokenSource();
            var clock = new SystemClock(TimeProvider.System, stop.Token);
            long before = clock.UptimeMs;
            clock.Wait(20);
            Assert.True(clock.UptimeMs - before >= 19, $"{clock.UptimeMs - before} ms");
        }

        [Fact]
        public void Cancelling_ends_a_wait_of_the_real_clock()
        {
            using var stop = new CancellationTokenSource();
            var clock = new SystemClock(TimeProvider.System, stop.Token);
            using var ended = new ManualResetEventSlim();
            var thread = new Thread(() =>
            {
                try
                {
                    clock.Wait(60000);
                }
                catch (OperationCanceledException)
                {
                    ended.Set();
                }
            });
            thread.IsBackground = true;
            thread.Start();
            stop.Cancel();
            Assert.True(ended.Wait(Patience));
            Assert.Throws<OperationCanceledException>(() => clock.Wait(1));
        }
    }
}
