using System;
using System.Collections.Generic;
using Stethos.Hal.Parts;

namespace Stethos.Hal.Virtual.Tests;

public sealed class LeftChannelStreamTests
{
    private const int RateHz = 1000;
    private const int BufferFrames = 200;
    private readonly VirtualClock _clock = new();
    private readonly NumberedPort _port = new();

    [Fact]
    public void Only_the_left_channel_comes_through_and_never_more_than_the_clock_says()
    {
        var stream = Started();
        _clock.Advance(150);
        var buffer = new byte[1000];

        Assert.Equal(600, stream.Read(buffer, 0, 1000));
        Assert.Equal(0, stream.Read(buffer, 0, 1000));
        for (var i = 0; i < 150; i++)
        {
            Assert.Equal(i, BitConverter.ToInt32(buffer, 4 * i));
        }

        _clock.Advance(10);
        Assert.Equal(20, stream.Read(buffer, 4, 20));
        Assert.Equal(150, BitConverter.ToInt32(buffer, 4));
        Assert.Equal(0, stream.LostSamples);
    }

    [Fact]
    public void Frames_that_nobody_read_in_time_are_counted_as_lost()
    {
        var stream = Started();
        _clock.Advance(500);
        var buffer = new byte[4000];

        Assert.Equal(4 * BufferFrames, stream.Read(buffer, 0, 4000));
        Assert.Equal(500 - BufferFrames, stream.LostSamples);
        _clock.Advance(100);
        Assert.Equal(400, stream.Read(buffer, 0, 4000));
        Assert.Equal(500 - BufferFrames, stream.LostSamples);
    }

    [Fact]
    public void A_start_begins_again_and_a_fault_of_the_port_is_told()
    {
        var stream = Started();
        _clock.Advance(500);
        stream.Read(new byte[4], 0, 4);

        Assert.Equal(BusStatusCode.Ok, stream.Start());
        Assert.Equal(0, stream.LostSamples);
        Assert.Equal(["open", "close", "open"], _port.Calls);

        _port.Status = BusStatusCode.BusFault;
        Assert.Equal(BusStatusCode.BusFault, stream.Start());
        _clock.Advance(50);
        Assert.Equal(0, stream.Read(new byte[40], 0, 40));
    }

    [Fact]
    public void A_read_that_fails_halfway_gives_what_came_before()
    {
        var stream = Started();
        _clock.Advance(150);
        _port.FailAfterReads = 1;

        Assert.Equal(4 * 64, stream.Read(new byte[600], 0, 600));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        var stream = Started();

        Assert.Throws<ArgumentException>(() => stream.Read(new byte[8], 0, 6));
        Assert.Throws<ArgumentException>(() => stream.Read(new byte[8], 4, 8));
        Assert.Throws<ArgumentException>(() => new LeftChannelStream(_port, _clock, 0, 1));
    }

    private LeftChannelStream Started()
    {
        LeftChannelStream stream = new(_port, _clock, RateHz, BufferFrames);
        Assert.Equal(BusStatusCode.Ok, stream.Start());
        return stream;
    }

    /// <summary>Left words count from 0, right words are all ones.</summary>
    private sealed class NumberedPort : IBlockingStream
    {
        private int _next;
        private int _reads;

        public List<string> Calls { get; } = [];

        public BusStatusCode Status { get; set; }

        public int FailAfterReads { get; set; } = int.MaxValue;

        public BusStatusCode Open()
        {
            Calls.Add("open");
            _next = 0;
            return Status;
        }

        public void Close() => Calls.Add("close");

        public BusStatusCode Read(byte[] buffer, int offset, int count)
        {
            for (var at = offset; at < offset + count; at += 8)
            {
                BitConverter.TryWriteBytes(buffer.AsSpan(at), _next++);
                BitConverter.TryWriteBytes(buffer.AsSpan(at + 4), -1);
            }

            return ++_reads > FailAfterReads ? BusStatusCode.BusFault : BusStatusCode.Ok;
        }
    }
}
