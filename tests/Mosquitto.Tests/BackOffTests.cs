using System;

namespace Stethos.Mosquitto.Tests;

public sealed class BackOffTests
{
    [Fact]
    public void Delay_doubles_to_the_ceiling_and_starts_over_after_reset()
    {
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

        Assert.Equal([1.0, 2.0, 4.0, 5.0, 5.0], Take(backOff, 5));
        backOff.Reset();
        Assert.Equal([1.0], Take(backOff, 1));
    }

    [Fact]
    public void Huge_ceiling_does_not_overflow()
    {
        var backOff = new BackOff(TimeSpan.FromDays(1), TimeSpan.MaxValue);

        Assert.All(Take(backOff, 100), seconds => Assert.True(seconds > 0));
    }

    [Fact]
    public void Jitter_takes_off_at_most_a_quarter()
    {
        var backOff = new BackOff(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4), new Random(1));
        double[] delays = Take(backOff, 200);

        Assert.All(delays, seconds => Assert.InRange(seconds, 3.0, 4.0));
        Assert.NotEqual(delays[0], delays[1]);
    }

    private static double[] Take(BackOff backOff, int count)
    {
        double[] delays = new double[count];
        for (int i = 0; i < count; i++)
        {
            delays[i] = backOff.Next().TotalSeconds;
        }

        return delays;
    }
}
