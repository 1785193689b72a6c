using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Testing;

namespace Stethos.Protocol.Tests;

/// <summary>What every kind of message must refuse, and what it must read over.</summary>
public sealed class MessageFaultTests
{
    public static TheoryData<string> Messages => new(GoldenVector.Names.Where(name => name != "state-will"));

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_cut_at_any_byte_is_refused(string name)
    {
        var (bytes, codec) = Load(name);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(FrameErrorCode.Truncated, codec.Read(bytes, 0, length));
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Bytes_after_a_message_are_refused(string name)
    {
        var (bytes, codec) = Load(name);
        var expected = bytes.Length < codec.MaxLength ? FrameErrorCode.TrailingBytes : FrameErrorCode.TooLong;
        Assert.Equal(expected, codec.Read([.. bytes, 0]));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_longer_than_its_kind_may_be_is_refused(string name)
    {
        var (bytes, codec) = Load(name);
        var padded = new byte[codec.MaxLength + 1];
        bytes.CopyTo(padded, 0);
        Assert.Equal(FrameErrorCode.TooLong, codec.Read(padded));
    }

    [Theory]
    [InlineData("features-plainest")]
    [InlineData("gap-notice")]
    [InlineData("acknowledgement")]
    [InlineData("command-send-burst")]
    [InlineData("burst-last-of-two")]
    [InlineData("state-plainest")]
    [InlineData("vision-plainest")]
    [InlineData("crop-smallest")]
    [InlineData("health-plainest")]
    [InlineData("last-words")]
    [InlineData("configuration")]
    [InlineData("configuration-result")]
    [InlineData("description-plainest")]
    [InlineData("update-command")]
    [InlineData("freshness")]
    [InlineData("update-status-plainest")]
    [InlineData("manifest-part")]
    [InlineData("update-chunk-packed")]
    public void Fields_of_a_newer_writer_are_read_over(string name)
    {
        var (bytes, codec) = Load(name);
        Assert.Equal(FrameErrorCode.None, codec.Read(bytes));
        var text = codec.Text();
        foreach (var value in (string[])["00", "3903e7", "f6", "fb3ff199999999999a", "63616263", "820182f5f4", "a101a10203", "c101"])
        {
            // Keys 31 to 33 and 65535: also where a bit mask of keys would wrap round.
            foreach (var key in (string[])["181f", "1820", "1821", "19ffff"])
            {
                Assert.Equal(FrameErrorCode.None, codec.Read(WithField(bytes, key + value)));
                Assert.Equal(text, codec.Text());
            }
        }

        Assert.Equal(FrameErrorCode.TooDeep, codec.Read(WithField(bytes, "1820" + string.Concat(Enumerable.Repeat("81", 9)) + "00")));
        Assert.Equal(FrameErrorCode.NotWellFormed, codec.Read(WithField(bytes, "18209fff")));
        Assert.Equal(FrameErrorCode.OutOfRange, codec.Read(WithField(bytes, "1a0001000000")));
        Assert.Equal(FrameErrorCode.WrongType, codec.Read(WithField(bytes, "616100")));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Keys_twice_or_out_of_order_are_refused(string name)
    {
        var (bytes, codec) = Load(name);
        var fields = Fields(bytes);
        for (var i = 0; i < fields.Count; i++)
        {
            // A copy in place would only be longer than allowed where the message is the longest of its kind.
            var twice = Message(fields.Take(i + 1).Concat(fields.Skip(i)));
            if (twice.Length <= codec.MaxLength)
            {
                Assert.Equal(FrameErrorCode.KeyOrder, codec.Read(twice));
            }

            if (i >= 3)
            {
                (fields[i], fields[i - 1]) = (fields[i - 1], fields[i]);
                Assert.NotEqual(FrameErrorCode.None, codec.Read(Message(fields)));
                (fields[i], fields[i - 1]) = (fields[i - 1], fields[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Required_fields_are_missed_and_optional_ones_take_their_default(string name)
    {
        var (bytes, codec) = Load(name);
        var optional = Optional(codec.Kind);
        var fields = Fields(bytes);
        for (var i = 0; i < fields.Count; i++)
        {
            var key = fields[i][0];
            var without = Message(fields.Where((_, index) => index != i));
            var error = codec.Read(without);
            if (!optional.Contains(key))
            {
                Assert.Equal(FrameErrorCode.MissingField, error == FrameErrorCode.Inconsistent ? FrameErrorCode.MissingField : error);
                continue;
            }

            Assert.Equal(FrameErrorCode.None, error);
            var fresh = MessageCodec.Of(codec.Kind);
            Assert.Equal(FrameErrorCode.None, fresh.Read(without));
            Assert.Equal(fresh.Text(), codec.Text());
        }
    }

    [Theory]
    [InlineData("a0", FrameErrorCode.MissingField)]
    [InlineData("a10001", FrameErrorCode.MissingField)]
    [InlineData("a10101", FrameErrorCode.MissingField)]
    [InlineData("a200020101", FrameErrorCode.UnknownVersion)]
    [InlineData("a200000101", FrameErrorCode.UnknownVersion)]
    [InlineData("a2000101", FrameErrorCode.Truncated)]
    [InlineData("a200010120", FrameErrorCode.WrongType)]
    [InlineData("a200010100", FrameErrorCode.UnexpectedKind)]
    [InlineData("a20001011863", FrameErrorCode.UnexpectedKind)]
    [InlineData("a2000101190100", FrameErrorCode.UnexpectedKind)]
    [InlineData("80", FrameErrorCode.WrongType)]
    [InlineData("bf000101ff", FrameErrorCode.NotWellFormed)]
    [InlineData("b84100", FrameErrorCode.Truncated)]
    public void A_message_that_does_not_begin_as_it_must_is_refused(string hex, FrameErrorCode error)
    {
        foreach (var kind in MessageCodec.Kinds)
        {
            Assert.Equal(error, MessageCodec.Of(kind).Read(Convert.FromHexString(hex)));
        }
    }

    [Fact]
    public void More_fields_than_any_message_has_are_refused()
    {
        var bytes = new byte[200];
        bytes[0] = 0xB8;
        bytes[1] = 65;
        Assert.Equal(FrameErrorCode.OutOfRange, MessageCodec.Of(MessageKindCode.Features).Read(bytes));
    }

    [Fact]
    public void The_kind_can_be_told_without_reading_on()
    {
        var reader = new MessageReader();
        foreach (var name in GoldenVector.Names)
        {
            var vector = GoldenVector.Load(name);
            var kind = reader.PeekKind(vector.Bytes, 0, vector.Bytes.Length);
            Assert.Equal(name == "state-will" ? MessageKindCode.None : MessageCodecKind(vector), kind);
        }

        Assert.Equal(MessageKindCode.None, reader.PeekKind([], 0, 0));
        Assert.Equal(MessageKindCode.None, reader.PeekKind([0xA0], 0, 1));
        Assert.Equal(FrameErrorCode.MissingField, reader.Error);
    }

    private static HashSet<int> Optional(MessageKindCode kind) => kind switch
    {
        MessageKindCode.Features =>
            [Field.Clipped, Field.Lost, Field.Shaft, Field.Envelope, Field.Gravity, Field.Temperature],
        MessageKindCode.GapNotice => [Field.GapBoot],
        MessageKindCode.Acknowledgement => [Field.AckBitmap, Field.AckMac],
        MessageKindCode.Command => [Field.CommandSensor, Field.CommandSamples, Field.CommandPicture],
        MessageKindCode.BurstChunk => [Field.Sequence, Field.Shaft],
        MessageKindCode.CropChunk => [Field.Sequence],
        MessageKindCode.VisionFeatures =>
        [
            Field.Light, Field.Change, Field.Edges, Field.Histogram, Field.Shift, Field.ShiftConfidence, Field.Temperatures,
            Field.HotSpots
        ],
        MessageKindCode.Health =>
        [
            Field.HealthRadio, Field.HealthTemperature, Field.HealthBattery, Field.HealthCharge, Field.HealthInference,
            Field.HealthErrors
        ],
        MessageKindCode.LastWords or MessageKindCode.Configuration => [],
        MessageKindCode.ManifestPart or MessageKindCode.UpdateChunk or MessageKindCode.UpdateCommand or MessageKindCode.Freshness => [],
        MessageKindCode.UpdateStatus =>
        [
            Field.StatusNonce, Field.StatusImage, Field.StatusComponent, Field.StatusMissing, Field.StatusBitmap,
            Field.StatusCredits, Field.StatusFlags, Field.StatusCounters, Field.StatusRoom, Field.StatusBasis
        ],
        MessageKindCode.ConfigurationResult => [Field.ConfigurationSetting],
        MessageKindCode.Description =>
        [
            Field.DescriptionFeatures, Field.DescriptionProperties, Field.DescriptionCommands, Field.DescriptionGauges
        ],
        _ =>
        [
            Field.StateName, Field.StateMachine, Field.StateOutboxDepth, Field.StateCounters, Field.StateOrders,
            Field.StateOldest, Field.StateMode, Field.StateConfiguration, Field.StateNonce, Field.StateError
        ]
    };

    private static (byte[] Bytes, MessageCodec Codec) Load(string name)
    {
        var vector = GoldenVector.Load(name);
        return (vector.Bytes, MessageCodec.Of(MessageCodecKind(vector)));
    }

    private static MessageKindCode MessageCodecKind(GoldenVector vector) => (MessageKindCode)vector.Bytes[4];

    // All golden messages have at most 23 fields with keys below 24: head and keys are one byte each.
    private static List<byte[]> Fields(byte[] bytes)
    {
        var fields = new List<byte[]>();
        var reader = new CborReader();
        var at = 1;
        while (at < bytes.Length)
        {
            reader.Reset(bytes, at + 1, bytes.Length - at - 1);
            Assert.True(reader.Skip());
            var end = bytes.Length - reader.Remaining;
            fields.Add(bytes[at..end]);
            at = end;
        }

        Assert.Equal(bytes[0], 0xA0 | fields.Count);
        return fields;
    }

    private static byte[] Message(IEnumerable<byte[]> fields)
    {
        var all = fields.ToArray();
        return [(byte)(0xA0 | all.Length), .. all.SelectMany(field => field)];
    }

    private static byte[] WithField(byte[] message, string field) =>
        [(byte)(message[0] + 1), .. message.Skip(1), .. Convert.FromHexString(field)];
}
