using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Hal.Mqtt;

namespace Stethos.Hal.Virtual.Tests;

/// <summary>MQTT 3.1.1 on a stream, byte by byte as the OASIS standard has it; EndToEnd.Tests lets it meet a real broker.</summary>
public sealed class StreamLinkTests
{
    private readonly VirtualClock _clock = new() { AdvancesOnWait = true };
    private readonly FakeStream _stream = new();
    private readonly byte[] _buffer = new byte[300];
    private readonly StreamLink _link;

    public StreamLinkTests()
    {
        _link = new StreamLink(_stream, _clock, new StreamLinkSizes { InFlight = 2 });
    }

    [Fact]
    public void Connecting_says_who_it_is_and_what_is_to_be_told_when_it_dies()
    {
        Connect();
        byte[] sent = _stream.TakeSent();
        byte[] expected =
        [
            0x10, 26, 0, 4, .. "MQTT"u8, 4, 0x2E, 0, 30, 0, 4, .. "node"u8, 0, 1, (byte)'w', 0, 5, .. "alive"u8
        ];

        Assert.Equal(expected, sent);
        Assert.True(_link.IsConnected);
    }

    [Theory]
    [InlineData(new byte[] { 0x20, 2, 0, 5 }, LinkStatusCode.Refused)]
    [InlineData(new byte[] { 0x90, 2, 0, 0 }, LinkStatusCode.Refused)]
    [InlineData(new byte[] { 0x20, 0x80, 0x80, 0x80, 0x80, 1 }, LinkStatusCode.Unreachable)]
    [InlineData(new byte[] { 0x20, 2, 0 }, LinkStatusCode.Unreachable)]
    [InlineData(new byte[0], LinkStatusCode.Unreachable)]
    public void Any_other_answer_than_yes_ends_the_session(byte[] answer, LinkStatusCode expected)
    {
        _stream.Arrive(answer);

        Assert.Equal(expected, _link.Connect("node", "w", "alive"));
        Assert.False(_link.IsConnected);
        Assert.False(_stream.IsOpen);
        Assert.InRange(_clock.UptimeMs, 0, StreamLink.AnswerMs + 1000);
    }

    [Fact]
    public void Nobody_there_is_unreachable()
    {
        _stream.Answers = false;
        Assert.Equal(LinkStatusCode.Unreachable, _link.Connect("node", "w", "alive"));
    }

    [Theory]
    [InlineData(0, false, new byte[] { 0x32, 5 })]
    [InlineData(122, true, new byte[] { 0x33, 127 })]
    [InlineData(123, false, new byte[] { 0x32, 0x80, 1 })]
    [InlineData(16379, false, new byte[] { 0x32, 0x80, 0x80, 1 })]
    public void A_message_carries_its_length_topic_number_and_payload(int count, bool retained, byte[] head)
    {
        Connect();
        _stream.TakeSent();
        byte[] payload = Enumerable.Range(0, count + 3).Select(i => (byte)(i * 7)).ToArray();

        Assert.Equal(LinkStatusCode.Ok, _link.Publish("t", payload, 3, count, retained));
        Assert.Equal([.. head, 0, 1, (byte)'t', 0, 1, .. payload[3..]], _stream.TakeSent());
    }

    [Fact]
    public void So_many_messages_wait_for_the_broker_and_no_more()
    {
        Connect();
        Assert.Equal(LinkStatusCode.Ok, Publish());
        Assert.Equal(LinkStatusCode.Ok, Publish());
        Assert.Equal(LinkStatusCode.Busy, Publish());

        _stream.Arrive([0x40, 2, 0, 1]);
        Assert.False(_link.TryReceive(out _, _buffer, out _));
        Assert.Equal(LinkStatusCode.Ok, Publish());
        Assert.Equal(LinkStatusCode.Busy, Publish());
    }

    [Fact]
    public void What_arrives_byte_by_byte_comes_out_with_the_subscribed_topic_and_is_answered()
    {
        Connect();
        string topic = new(['a', '/', 'b']);
        Assert.Equal(LinkStatusCode.Ok, _link.Subscribe(topic));
        _stream.TakeSent();
        byte[] packet = [0x90, 3, 0, 1, 1, 0x32, 10, 0, 3, .. "a/b"u8, 0x12, 0x34, 7, 8, 9];
        for (int i = 0; i < packet.Length; i++)
        {
            Assert.False(_link.TryReceive(out _, _buffer, out _));
            _stream.Arrive([packet[i]]);
        }

        Assert.True(_link.TryReceive(out string found, _buffer, out int length));
        Assert.Same(topic, found);
        Assert.Equal([7, 8, 9], _buffer[..length]);
        Assert.Equal([0x40, 2, 0x12, 0x34], _stream.TakeSent());
        Assert.False(_link.TryReceive(out _, _buffer, out _));
    }

    [Fact]
    public void A_message_on_another_topic_is_answered_and_counted_and_one_without_qos_is_not_answered()
    {
        Connect();
        _link.Subscribe("ab");
        _stream.TakeSent();
        _stream.Arrive([0x32, 6, 0, 2, .. "ax"u8, 0, 9, 0x30, 5, 0, 2, .. "ab"u8, 5]);

        Assert.True(_link.TryReceive(out string topic, _buffer, out int length));
        Assert.Equal(("ab", 1, 1u), (topic, length, _link.Dropped));
        Assert.Equal([0x40, 2, 0, 9], _stream.TakeSent());
    }

    [Fact]
    public void A_message_too_long_tells_its_length_and_the_next_one_is_whole()
    {
        Connect();
        _link.Subscribe("a");
        byte[] longOne = Enumerable.Range(0, 1000).Select(i => (byte)i).ToArray();
        _stream.Arrive([0x30, 0xEB, 7, 0, 1, (byte)'a', .. longOne, 0x30, 4, 0, 1, (byte)'a', 42]);

        Assert.True(_link.TryReceive(out _, _buffer, out int length));
        Assert.Equal(1000, length);
        Assert.Equal(longOne[..256], _buffer[..256]);
        Assert.True(_link.TryReceive(out _, _buffer, out length));
        Assert.Equal((1, 42), (length, _buffer[0]));
    }

    [Theory]
    [InlineData(new byte[] { 0x90, 3, 0, 1, 0x80 })]
    [InlineData(new byte[] { 0x32, 3, 0, 9, 65 })]
    [InlineData(new byte[] { 0x32, 1, 0 })]
    [InlineData(new byte[] { 0x32, 0x80, 0x80, 0x80, 0x80 })]
    public void A_refusal_or_nonsense_ends_the_session(byte[] packet)
    {
        Connect();
        _stream.Arrive(packet);

        Assert.False(_link.TryReceive(out _, _buffer, out _));
        Assert.False(_link.IsConnected);
        Assert.Equal(LinkStatusCode.NotConnected, Publish());
        Assert.Equal(LinkStatusCode.NotConnected, _link.Subscribe("a"));
    }

    [Fact]
    public void Silence_is_broken_by_a_ping_and_a_ping_without_answer_ends_the_session()
    {
        Connect();
        _stream.TakeSent();
        for (int turn = 0; turn < 4; turn++)
        {
            Pass(15_100);
            Assert.Equal([0xC0, 0], _stream.TakeSent());
            _stream.Arrive([0xD0, 0]);
            Pass(100);
            Assert.Empty(_stream.TakeSent());
        }

        Pass(15_100);
        Assert.True(_link.IsConnected);
        Pass(StreamLink.AnswerMs + 100);
        Assert.False(_link.IsConnected);
        Assert.False(_stream.IsOpen);
    }

    [Fact]
    public void A_connection_that_breaks_while_sending_is_noticed_at_once_and_can_be_made_again()
    {
        Connect();
        _stream.Breaks = true;
        Assert.Equal(LinkStatusCode.NotConnected, Publish());
        Assert.False(_link.IsConnected);
        _stream.Breaks = false;
        Connect();
        Assert.Equal(LinkStatusCode.Ok, Publish());
        _stream.IsGone = true;
        Assert.False(_link.TryReceive(out _, _buffer, out _));
        Assert.False(_link.IsConnected);
    }

    [Fact]
    public void An_orderly_end_is_told_and_texts_without_room_are_refused()
    {
        Connect();
        _stream.TakeSent();
        Assert.Equal(LinkStatusCode.Refused, _link.Publish(new string('x', 400), _buffer, 0, 1, false));
        _link.Disconnect();
        Assert.Equal([0xE0, 0], _stream.TakeSent());
        Assert.False(_link.IsConnected);
    }

    [Fact]
    public void Random_bytes_never_throw_and_never_hang()
    {
        const int seed = 20261121;
        Random random = new(seed);
        for (int run = 0; run < 2000; run++)
        {
            Connect();
            _link.Subscribe("a");
            byte[] bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            bytes[0] = (byte)(random.Next(2) == 0 ? 0x32 : bytes[0]);
            _stream.Arrive(bytes);
            for (int i = 0; i < 70 && _link.TryReceive(out _, _buffer, out int length); i++)
            {
                Assert.True(length >= 0, $"seed {seed}, run {run}");
            }
        }
    }

    private void Connect()
    {
        _stream.Clear();
        _stream.Arrive([0x20, 2, 0, 0]);
        Assert.Equal(LinkStatusCode.Ok, _link.Connect("node", "w", "alive"));
    }

    private LinkStatusCode Publish() => _link.Publish("t", _buffer, 0, 4, false);

    private void Pass(int milliseconds)
    {
        _clock.Advance(milliseconds);
        Assert.False(_link.TryReceive(out _, _buffer, out _));
    }

    /// <summary>Bytes both ways in memory; what arrives before opening is there afterwards.</summary>
    private sealed class FakeStream : IByteStream
    {
        private readonly Queue<byte> _arrived = new();
        private readonly List<byte> _sent = [];

        public bool Answers { get; set; } = true;

        public bool Breaks { get; set; }

        public bool IsGone { get; set; }

        public bool IsOpen { get; private set; }

        public bool Open()
        {
            IsOpen = Answers;
            IsGone = false;
            return Answers;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            int read = Math.Min(count, _arrived.Count);
            for (int i = 0; i < read; i++)
            {
                buffer[offset + i] = _arrived.Dequeue();
            }

            return read > 0 || !IsGone ? read : -1;
        }

        public bool Write(byte[] buffer, int offset, int count)
        {
            _sent.AddRange(buffer.AsSpan(offset, count).ToArray());
            return !Breaks;
        }

        public void Close() => IsOpen = false;

        public void Arrive(byte[] bytes)
        {
            foreach (byte value in bytes)
            {
                _arrived.Enqueue(value);
            }
        }

        public void Clear() => _arrived.Clear();

        public byte[] TakeSent()
        {
            byte[] sent = [.. _sent];
            _sent.Clear();
            return sent;
        }
    }
}
