using System;
using Stethos.Hal.Links;

namespace Stethos.Hal.Virtual.Tests;

public sealed class InboundRingTests
{
    private readonly TopicNames _topics = new(2);

    public InboundRingTests()
    {
        Assert.True(_topics.Add("a"));
        Assert.True(_topics.Add("b"));
    }

    [Fact]
    public void Messages_come_out_in_order_with_the_subscribed_topic_object()
    {
        InboundRing ring = new(2, 4, _topics);
        var buffer = new byte[4];
        var topic = new string(['b']);

        for (byte i = 0; i < 5; i++)
        {
            ring.Add(topic, [i, 7]);
            ring.Add("a", [i]);
            Assert.True(ring.TryTake(out var first, buffer, out var length));
            Assert.Same(_topics.At(1), first);
            Assert.Equal((2, i, 7), (length, buffer[0], buffer[1]));
            Assert.True(ring.TryTake(out var second, buffer, out length));
            Assert.Equal(("a", 1), (second, length));
        }

        Assert.False(ring.TryTake(out _, buffer, out _));
        Assert.Equal(0u, ring.Dropped);
    }

    [Fact]
    public void What_finds_no_room_or_no_subscription_is_dropped_and_counted()
    {
        InboundRing ring = new(1, 4, _topics);
        ring.Add("c", [1]);
        ring.Add("a", [2]);
        ring.Add("a", [3]);

        Assert.Equal(2u, ring.Dropped);
        Assert.True(ring.TryTake(out _, new byte[1], out _));
        ring.Add("a", [4]);
        ring.Clear();
        Assert.False(ring.TryTake(out _, new byte[1], out _));
    }

    [Fact]
    public void A_message_longer_than_allowed_leaves_its_length_only()
    {
        InboundRing ring = new(1, 4, _topics);
        ring.Add("a", [1, 2, 3, 4, 5, 6]);
        var buffer = new byte[8];

        Assert.True(ring.TryTake(out _, buffer, out var length));
        Assert.Equal(6, length);
        Assert.Equal(new byte[8], buffer);
    }

    [Fact]
    public void Topics_have_room_for_so_many_and_stay_once()
    {
        Assert.True(_topics.Add("a"));
        Assert.False(_topics.Add("c"));
        Assert.Equal(-1, _topics.IndexOf("c"));
        Assert.Throws<ArgumentException>(() => new TopicNames(0));
        Assert.Throws<ArgumentException>(() => new InboundRing(0, 1, _topics));
    }
}
