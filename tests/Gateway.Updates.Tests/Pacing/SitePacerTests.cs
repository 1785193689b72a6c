using Stethos.Gateway.Updates.Pacing;

namespace Stethos.Gateway.Updates.Tests.Pacing;

public sealed class SitePacerTests
{
    private const int MessageBytes = 1000;

    [Fact]
    public void An_update_takes_no_more_than_its_rate()
    {
        var pacer = new SitePacer(new AirBudget(100_000, 10_000), new AirBudget(100_000, 10_000));
        Assert.InRange(Sent(pacer, 0, 60_000), 590_000, 610_000);
    }

    [Fact]
    public void Telemetry_goes_first_and_a_sixteenth_is_left_when_it_never_stops()
    {
        var pacer = new SitePacer(new AirBudget(20_000, 10_000), new AirBudget(20_000, 10_000));
        var sent = 0;
        for (var nowMs = 0L; nowMs < 60_000; nowMs += 10)
        {
            // A backlog of frames as fast as the site takes them.
            pacer.Telemetry(null, 250, nowMs);
            sent += pacer.TryTake(null, MessageBytes, nowMs) ? MessageBytes : 0;
        }

        Assert.InRange(sent, 60 * 10_000 / 16 - 5_000, 60 * 10_000 / 16 + 10_000);

        // What telemetry took is made up for within ten seconds, then the full rate is back.
        Assert.InRange(Sent(pacer, 60_000, 70_000), 0, 60_000);
        Assert.InRange(Sent(pacer, 70_000, 80_000), 95_000, 105_000);
    }

    [Fact]
    public void A_busy_access_point_holds_back_its_own_nodes_and_what_all_are_to_hear()
    {
        var pacer = new SitePacer(new AirBudget(100_000, 50_000), new AirBudget(10_000, 5_000));
        pacer.Telemetry("hall-2", 1, 0);
        for (var nowMs = 0L; nowMs < 20_000; nowMs += 10)
        {
            pacer.Telemetry("hall-1", 200, nowMs);
        }

        Assert.True(pacer.TryTake("hall-2", MessageBytes, 20_000));
        Assert.True(pacer.TryTake(null, MessageBytes, 20_000));
        while (pacer.TryTake("hall-1", MessageBytes, 20_000))
        {
        }

        Assert.False(pacer.TryTakeAll(MessageBytes, 20_200));
        Assert.True(pacer.TryTake("hall-2", MessageBytes, 20_200));
    }

    [Fact]
    public void What_goes_to_all_is_charged_to_every_access_point_that_is_known()
    {
        var pacer = new SitePacer(new AirBudget(1_000_000, 500_000), new AirBudget(10_000, 5_000));
        pacer.Know("hall-1");
        pacer.Know("hall-2");
        var sent = 0;
        for (var nowMs = 0L; nowMs < 20_000; nowMs += 10)
        {
            sent += pacer.TryTakeAll(MessageBytes, nowMs) ? MessageBytes : 0;
        }

        // The site would carry a hundred times as much; either access point carries 5 kB/s, and has nothing left for a node alone.
        Assert.InRange(sent, 95_000, 106_000);
        Assert.False(pacer.TryTake("hall-1", 4 * MessageBytes, 20_000));
        Assert.False(pacer.TryTake("hall-2", 4 * MessageBytes, 20_000));
        Assert.True(pacer.TryTake("hall-3", MessageBytes, 20_000));
    }

    [Fact]
    public void A_message_longer_than_the_burst_goes_when_the_bucket_is_full()
    {
        var bucket = new TokenBucket(100, 500);
        Assert.True(bucket.Has(800, 0));
        bucket.Charge(800, 0);
        Assert.False(bucket.Has(800, 7_900));
        Assert.True(bucket.Has(800, 8_100));
        bucket.Charge(1_000_000, 8_100);
        Assert.False(bucket.Has(1, 18_000));
        Assert.True(bucket.Has(1, 18_200));
    }

    private static int Sent(SitePacer pacer, long fromMs, long toMs)
    {
        var sent = 0;
        for (var nowMs = fromMs; nowMs < toMs; nowMs += 10)
        {
            sent += pacer.TryTake(null, MessageBytes, nowMs) ? MessageBytes : 0;
        }

        return sent;
    }
}
