using System;
using System.Linq;
using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Outboxes;

public sealed class OutboxModelTests(ITestOutputHelper output)
{
    private const int ResendMs = 100;
    private readonly byte[] _frame = new byte[Outbox.MaxSlotLength];

    [Theory]
    [InlineData(16, 1)]
    [InlineData(17, 2)]
    [InlineData(64, 3)]
    [InlineData(7, 4)]
    public void A_hundred_thousand_random_operations_agree_with_a_list(int capacity, int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var outbox = new Outbox(capacity);
        var naive = new NaiveOutbox(capacity);
        uint sequence = 0;
        var nowMs = 0L;
        for (var i = 0; i < 100_000; i++)
        {
            nowMs += random.Next(4);
            switch (random.Next(12))
            {
                case < 5:
                    sequence += random.Next(10) == 0 ? 2u : 1u;
                    var frame = RandomFrame(random);
                    Assert.Equal(naive.Add(sequence, frame), outbox.Add(sequence, Padded(frame), 3, frame.Length));
                    break;
                case < 9:
                    Take(outbox, naive, random.Next(2) == 0, nowMs);
                    break;
                case 9:
                    var acknowledgement = RandomAcknowledgement(random, naive);
                    Assert.Equal(naive.Acknowledge(acknowledgement), outbox.Acknowledge(acknowledgement));
                    break;
                case 10 when random.Next(20) == 0:
                    naive.ForgetSent();
                    outbox.ForgetSent();
                    break;
                default:
                    var dropped = outbox.DropOldest(out var first, out var last);
                    Assert.Equal(naive.DropOldest(), (dropped, first, last));
                    break;
            }

            Assert.Equal(
                (naive.Depth, naive.Oldest, naive.LastSequence, naive.IsFull),
                (outbox.Depth, outbox.Oldest, outbox.LastSequence, outbox.IsFull));
        }
    }

    private void Take(Outbox outbox, NaiveOutbox naive, bool newestFirst, long nowMs)
    {
        var (frame, resent) = naive.Take(newestFirst, nowMs, ResendMs);
        var length = outbox.Take(newestFirst, nowMs, ResendMs, _frame, out var outboxResent);
        Assert.Equal((frame?.Length ?? 0, resent), (length, outboxResent));
        Assert.True(_frame.AsSpan(0, length).SequenceEqual(frame ?? []));
    }

    private static byte[] RandomFrame(Random random)
    {
        var frame = new byte[random.Next(1, Outbox.MinSlotLength + 1)];
        random.NextBytes(frame);
        return frame;
    }

    private static byte[] Padded(byte[] frame) => [9, 9, 9, .. frame, 9];

    private static Acknowledgement RandomAcknowledgement(Random random, NaiveOutbox naive)
    {
        var acknowledgement = new Acknowledgement { Cumulative = naive.Oldest + (uint)random.Next(5) - Math.Min(naive.Oldest, 4) };
        foreach (var _ in Enumerable.Range(0, random.Next(6)))
        {
            acknowledgement.Mark(naive.Oldest + (uint)random.Next(naive.Depth + 1));
        }

        return acknowledgement;
    }
}
