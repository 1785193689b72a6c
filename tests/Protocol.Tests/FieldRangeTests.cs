using System;
using System.Linq;
using Stethos.Testing;

namespace Stethos.Protocol.Tests;

/// <summary>Ranges and contradictions, kind by kind; each case changes one thing of a golden message.</summary>
public sealed class FieldRangeTests
{
    private readonly byte[] _buffer = new byte[BurstChunk.MaxLength + 100];
    private readonly CborWriter _writer = new();
    private readonly MessageReader _reader = new();

    [Theory]
    [InlineData("0600 070c", "061818 070c", FrameErrorCode.OutOfRange)]
    [InlineData("070c 0800", "071a00010000 0800", FrameErrorCode.OutOfRange)]
    [InlineData("0a01 0b01", "0a00 0b01", FrameErrorCode.OutOfRange)]
    [InlineData("0a01 0b01", "0a1a00010000 0b01", FrameErrorCode.OutOfRange)]
    [InlineData("0b01 0c00", "0b00 0c00", FrameErrorCode.OutOfRange)]
    [InlineData("0c00 0d", "0c1b0000000100000000 0d", FrameErrorCode.OutOfRange)]
    [InlineData("0dd8544e", "0dd8554e", FrameErrorCode.WrongType)]
    [InlineData("0dd8544e 00", "0dd8544d", FrameErrorCode.Inconsistent)]
    [InlineData("0dd8544e 0000", "0dd8544c", FrameErrorCode.Inconsistent)]
    [InlineData("0dd8544e 0000", "0dd8544e 007c", FrameErrorCode.NotFinite)]
    [InlineData("0dd8544e 0000", "0dd8544e 00fe", FrameErrorCode.NotFinite)]
    [InlineData("0ed84050 00", "0ed8404f", FrameErrorCode.Inconsistent)]
    [InlineData("0ed84050", "0ed8405100", FrameErrorCode.Inconsistent)]
    [InlineData("024800", "0247", FrameErrorCode.OutOfRange)]
    [InlineData("024800", "02490000", FrameErrorCode.OutOfRange)]
    [InlineData("0301 0401", "0320 0401", FrameErrorCode.WrongType)]
    [InlineData("0401 0500", "041b0000000100000000 0500", FrameErrorCode.OutOfRange)]
    [InlineData("0500 0600", "051b8000000000000000 0600", FrameErrorCode.OutOfRange)]
    public void A_feature_frame_holds_its_fields_to_their_ranges(string golden, string changed, FrameErrorCode error)
    {
        Assert.Equal(error, MessageCodec.Of(MessageKindCode.Features).Read(Change("features-plainest", golden, changed)));
    }

    [Theory]
    [InlineData(1u, 1u, FrameErrorCode.None)]
    [InlineData(0u, 1u, FrameErrorCode.Inconsistent)]
    [InlineData(2u, 1u, FrameErrorCode.Inconsistent)]
    [InlineData(uint.MaxValue, uint.MaxValue, FrameErrorCode.None)]
    public void A_gap_notice_has_a_first_that_exists_and_a_last_not_below_it(uint first, uint last, FrameErrorCode error)
    {
        var length = new GapNotice { First = first, Last = last }.Write(_buffer, 0, _buffer.Length, _writer);
        Assert.Equal(error, new GapNotice().Read(_buffer, 0, length, _reader));
    }

    [Theory]
    [InlineData(0, 1, 1, 1, 1f, FrameErrorCode.None)]
    [InlineData(1, 1, 1, 1, 1f, FrameErrorCode.Inconsistent)]
    [InlineData(0, 0, 1, 1, 1f, FrameErrorCode.Inconsistent)]
    [InlineData(127, 128, 512, 65535, 1f, FrameErrorCode.None)]
    [InlineData(128, 128, 1, 1, 1f, FrameErrorCode.OutOfRange)]
    [InlineData(0, 129, 1, 1, 1f, FrameErrorCode.OutOfRange)]
    [InlineData(0, 1, 0, 1, 1f, FrameErrorCode.Inconsistent)]
    [InlineData(0, 1, 1, 0, 1f, FrameErrorCode.Inconsistent)]
    [InlineData(0, 1, 1, 65536, 1f, FrameErrorCode.OutOfRange)]
    [InlineData(0, 1, 1, 1, 0f, FrameErrorCode.Inconsistent)]
    [InlineData(0, 1, 1, 1, -1f, FrameErrorCode.Inconsistent)]
    [InlineData(0, 1, 1, 1, float.NaN, FrameErrorCode.NotFinite)]
    [InlineData(0, 1, 1, 1, float.PositiveInfinity, FrameErrorCode.NotFinite)]
    public void A_burst_chunk_fits_its_burst(int index, int count, int samples, int rateHz, float scale, FrameErrorCode error)
    {
        var chunk = new BurstChunk
        {
            ChunkIndex = index,
            ChunkCount = count,
            SampleCount = samples,
            SampleRateHz = rateHz,
            Scale = scale
        };
        var length = chunk.Write(_buffer, 0, _buffer.Length, _writer);
        Assert.Equal(error, new BurstChunk().Read(_buffer, 0, length, _reader));
    }

    [Theory]
    [InlineData("0910 0a0c", "090f 0a0c", FrameErrorCode.OutOfRange)]
    [InlineData("0910 0a0c", "0910 0a0b", FrameErrorCode.OutOfRange)]
    [InlineData("0a0c 0b00", "0a1a00010000 0b00", FrameErrorCode.OutOfRange)]
    [InlineData("0b00 0c", "0b19ff01 0c", FrameErrorCode.OutOfRange)]
    [InlineData("0cd84058c000", "0cd84058bf", FrameErrorCode.Inconsistent)]
    [InlineData("0cd84058c0", "0cd84058c100", FrameErrorCode.OutOfRange)]
    public void Features_of_a_picture_hold_to_their_ranges(string golden, string changed, FrameErrorCode error)
    {
        Assert.Equal(error, MessageCodec.Of(MessageKindCode.VisionFeatures).Read(Change("vision-plainest", golden, changed)));
    }

    [Theory]
    [InlineData("4108ee1bb009", "4108ee1b4108", FrameErrorCode.None)]
    [InlineData("4108ee1bb009", "b009ee1b4108", FrameErrorCode.Inconsistent)]
    [InlineData("4108ee1bb009", "4108ee1b4008", FrameErrorCode.Inconsistent)]
    [InlineData("4108ee1bb009", "4108ee1bef1b", FrameErrorCode.Inconsistent)]
    [InlineData("0b00 1400 ee1b 0900", "1700 1f00 ee1b 0900", FrameErrorCode.None)]
    [InlineData("0b00 1400 ee1b 0900", "1800 1400 ee1b 0900", FrameErrorCode.Inconsistent)]
    [InlineData("0b00 1400 ee1b 0900", "0b00 2000 ee1b 0900", FrameErrorCode.Inconsistent)]
    [InlineData("0b00 1400 ee1b 0900", "ffff 1400 ee1b 0900", FrameErrorCode.Inconsistent)]
    [InlineData("0b00 1400 ee1b 0900", "0b00 ffff ee1b 0900", FrameErrorCode.Inconsistent)]
    [InlineData("0b00 1400 ee1b 0900", "0b00 1400 ee1b 0000", FrameErrorCode.Inconsistent)]
    [InlineData("13d84d50", "13d84d42", FrameErrorCode.Inconsistent)]
    [InlineData("13d84d50", "13d84d4f", FrameErrorCode.Inconsistent)]
    public void Temperatures_are_in_order_and_hot_spots_inside_the_picture(string golden, string changed, FrameErrorCode error)
    {
        var bytes = Change("vision-thermal", golden, changed);
        if (golden.StartsWith("13", StringComparison.Ordinal))
        {
            bytes = bytes[..^(16 - (bytes[^17] & 0x1F))];
        }

        Assert.Equal(error, MessageCodec.Of(MessageKindCode.VisionFeatures).Read(bytes));
    }

    [Theory]
    [InlineData(96, 9, 8, 1024, FrameErrorCode.None)]
    [InlineData(33, 2, 1, 65, FrameErrorCode.None)]
    [InlineData(33, 2, 1, 64, FrameErrorCode.Inconsistent)]
    [InlineData(33, 2, 1, 66, FrameErrorCode.Inconsistent)]
    [InlineData(33, 2, 0, 1024, FrameErrorCode.None)]
    [InlineData(33, 2, 0, 1023, FrameErrorCode.Inconsistent)]
    [InlineData(33, 3, 1, 65, FrameErrorCode.Inconsistent)]
    [InlineData(33, 2, 2, 0, FrameErrorCode.Inconsistent)]
    [InlineData(32, 1, 0, 1024, FrameErrorCode.None)]
    [InlineData(0, 0, 0, 0, FrameErrorCode.Inconsistent)]
    [InlineData(97, 9, 0, 1024, FrameErrorCode.OutOfRange)]
    [InlineData(96, 9, 9, 0, FrameErrorCode.OutOfRange)]
    [InlineData(96, 10, 0, 1024, FrameErrorCode.OutOfRange)]
    public void A_crop_chunk_is_as_long_as_its_place_in_the_crop_says(
        int size, int count, int index, int pixels, FrameErrorCode error)
    {
        var chunk = new CropChunk { Size = size, ChunkCount = count, ChunkIndex = index, PixelCount = pixels };
        var length = chunk.Write(_buffer, 0, _buffer.Length, _writer);
        Assert.Equal(error, new CropChunk().Read(_buffer, 0, length, _reader));
    }

    [Fact]
    public void A_bitmap_longer_than_256_bits_is_refused()
    {
        _writer.Reset(_buffer, 0, _buffer.Length);
        _writer.MapStart(6);
        foreach (var number in (uint[])[Field.Version, 1, Field.Kind, 3, Field.Boot, 1, Field.Sequence, 1, Field.Time, 1, Field.AckBitmap])
        {
            _writer.Unsigned(number);
        }

        _writer.Bytes(new byte[33], 0, 33);
        Assert.Equal(FrameErrorCode.OutOfRange, new Acknowledgement().Read(_buffer, 0, _writer.Length, _reader));
    }

    [Fact]
    public void Every_reason_and_command_that_is_read_can_be_written_again()
    {
        // An unknown number of a newer writer is kept as it is, and refused when no 16 bits hold it.
        foreach (var (number, error) in ((ulong, FrameErrorCode)[])
            [(5, FrameErrorCode.None), (65535, FrameErrorCode.None),
                (65536, FrameErrorCode.OutOfRange), (uint.MaxValue, FrameErrorCode.OutOfRange)])
        {
            _writer.Reset(_buffer, 0, _buffer.Length);
            _writer.MapStart(4);
            foreach (var value in (ulong[])[Field.Version, 1, Field.Kind, 4, Field.CommandId, 1, Field.CommandKind, number])
            {
                _writer.Unsigned(value);
            }

            Assert.Equal(error, new Command().Read(_buffer, 0, _writer.Length, _reader));
            var notice = GoldenVector.Load("gap-notice").Bytes;
            var at = notice.Length - 4;
            Assert.Equal(Field.GapReason, notice[at]);
            _writer.Reset(_buffer, 0, _buffer.Length);
            _writer.Unsigned(number);
            byte[] changed = [.. notice.AsSpan(0, at + 1), .. _buffer.AsSpan(0, _writer.Length), .. notice.AsSpan(at + 2)];
            var codec = MessageCodec.Of(MessageKindCode.GapNotice);
            Assert.Equal(error, codec.Read(changed));
            if (error == FrameErrorCode.None)
            {
                Assert.Equal(Convert.ToHexString(changed), Convert.ToHexString(codec.Write()));
            }
        }
    }

    [Fact]
    public void A_state_tells_more_counters_and_more_of_a_sensor_when_a_newer_node_writes_it()
    {
        var state = new StateMessage();
        var counters = "92" + "0102030405060708090a0b0c0d0e0f101112";
        Assert.Equal(FrameErrorCode.None, ReadState(state, counters, "81" + "86006161010203" + "6178"));
        Assert.Equal(Enumerable.Range(1, NodeCounters.Count).Select(i => (uint)i), state.Counters);
        var sensor = state.Sensors[0];
        Assert.Equal(("a", 1, 2, 3), (sensor.Part, sensor.Axes, sensor.SampleRateHz, sensor.WindowLength));
        Assert.Equal(FrameErrorCode.None, ReadState(state, "8107", "80"));
        Assert.Equal([7u, .. new uint[NodeCounters.Count - 1]], state.Counters);
        Assert.Equal(FrameErrorCode.Inconsistent, ReadState(state, "80", "81" + "84006161" + "0102"));
        Assert.Equal(FrameErrorCode.OutOfRange, ReadState(state, "80", "85" + "80808080" + "80"));
        Assert.Equal(FrameErrorCode.OutOfRange, ReadState(state, "9841" + new string('0', 130), "80"));
    }

    [Theory]
    [InlineData(MessageKindCode.Health, "health", "0a1902d5", "0a1a00010000", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.Health, "health", "0b3842", "0b3880", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.Health, "health", "0b3842", "0b01", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.Health, "health", "0e1840", "0e1865", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.Health, "health", "13840e031401", "13830e0314", FrameErrorCode.Inconsistent)]
    [InlineData(
        MessageKindCode.Health, "health", "13840e031401", "139600000000000000000000000000000000000000000000", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.LastWords, "last-words", "0702", "071a00010000", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.Configuration, "configuration-empty", "0601", "0600", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.Configuration, "configuration-empty", "085820", "08581f", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.UpdateCommand, "update-command", "0648", "0647", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.UpdateCommand, "update-command", "07190e10", "0700", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.UpdateCommand, "update-command", "07190e10", "071a00093a81", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.UpdateCommand, "update-command", "0901", "0900", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.UpdateCommand, "update-command", "0a02", "0a190100", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.UpdateCommand, "update-command", "0c5820", "0c581f", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.Freshness, "freshness", "081a6955d520", "081a6955b900", FrameErrorCode.Inconsistent)]
    [InlineData(MessageKindCode.Freshness, "freshness", "095820", "09581f", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.ConfigurationResult, "configuration-result", "0708", "071a00010000", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.Acknowledgement, "acknowledgement-authenticated", "0750", "074f", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.State, "state", "1148", "1147", FrameErrorCode.OutOfRange)]
    public void Reports_and_configurations_hold_their_fields_to_their_ranges(
        MessageKindCode kind, string name, string golden, string changed, FrameErrorCode error)
    {
        Assert.Equal(error, MessageCodec.Of(kind).Read(Change(name, golden, changed)));
    }

    [Theory]
    [InlineData("84 6b 74656d7065726174757265", "83 6b 74656d7065726174757265", FrameErrorCode.Inconsistent)]
    [InlineData("3831 1832", "1832 3831", FrameErrorCode.Inconsistent)]
    [InlineData("07 3827 19012c", "07 3b0000000080000000 19012c", FrameErrorCode.OutOfRange)]
    [InlineData("86 03 66706572696f64", "85 03 66706572696f64", FrameErrorCode.Inconsistent)]
    [InlineData("82 01 6973656e644275727374", "81 01 6973656e644275727374", FrameErrorCode.Inconsistent)]
    [InlineData("82 01 6973656e644275727374", "83 01 6973656e644275727374 60", FrameErrorCode.None)]
    [InlineData("82 01 6973656e644275727374", "82 1a00010000 6973656e644275727374", FrameErrorCode.OutOfRange)]
    [InlineData("84 00 6861", "84 18 18 6861", FrameErrorCode.OutOfRange)]
    public void A_description_holds_its_lists_to_their_shapes(string golden, string changed, FrameErrorCode error)
    {
        Assert.Equal(error, MessageCodec.Of(MessageKindCode.Description).Read(Change("description", golden, changed)));
    }

    [Theory]
    [InlineData(MessageKindCode.UpdateStatus, "update-status", "0f48a1", "0f47a1", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.UpdateStatus, "update-status", "0601", "061a00010000", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.UpdateStatus, "update-status", "09821927db", "09811927db", FrameErrorCode.Inconsistent)]
    [InlineData(MessageKindCode.UpdateStatus, "update-status", "09821927db190190", "09831927db19019000", FrameErrorCode.Inconsistent)]
    [InlineData(MessageKindCode.UpdateStatus, "update-status", "1103", "11190401", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.UpdateStatus, "update-status", "1302", "13190100", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.UpdateStatus, "update-status", "158605010000000c", "158705010000000c09", FrameErrorCode.None)]
    [InlineData(MessageKindCode.UpdateStatus, "update-status", "1783020103", "178402010305", FrameErrorCode.None)]
    [InlineData(MessageKindCode.UpdateStatus, "update-status", "1783020103", "178102", FrameErrorCode.None)]
    [InlineData(MessageKindCode.UpdateStatus, "update-status", "1783020103", "17811b0000000100000000", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.ManifestPart, "manifest-part", "07020803", "07030803", FrameErrorCode.Inconsistent)]
    [InlineData(MessageKindCode.ManifestPart, "manifest-part", "07020803", "07020804", FrameErrorCode.Inconsistent)]
    [InlineData(MessageKindCode.ManifestPart, "manifest-part", "07020803", "0702081841", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.UpdateChunk, "update-chunk", "0a07", "0a08", FrameErrorCode.Inconsistent)]
    [InlineData(MessageKindCode.UpdateChunk, "update-chunk", "0a07", "0a190401", FrameErrorCode.OutOfRange)]
    [InlineData(MessageKindCode.UpdateChunk, "update-chunk", "081818", "08190400", FrameErrorCode.Inconsistent)]
    [InlineData(MessageKindCode.UpdateChunk, "update-chunk", "081818 0900", "08190400 0902", FrameErrorCode.None)]
    [InlineData(MessageKindCode.UpdateChunk, "update-chunk", "0900 0a07", "0901 0a07", FrameErrorCode.Inconsistent)]
    [InlineData(MessageKindCode.UpdateChunk, "update-chunk", "0900 0a07", "0901 0a08", FrameErrorCode.None)]
    public void Messages_of_an_update_hold_their_fields_to_their_ranges(
        MessageKindCode kind, string name, string golden, string changed, FrameErrorCode error)
    {
        Assert.Equal(error, MessageCodec.Of(kind).Read(Change(name, golden, changed)));
    }

    [Fact]
    public void What_a_status_marks_as_missing_is_missing_and_nothing_else()
    {
        var status = new UpdateStatus();
        foreach (var index in (int[])[17, 3, 1023])
        {
            status.Miss(index);
        }

        Assert.Equal([3, 17, 1023], Enumerable.Range(0, 2000).Where(status.IsMissing));
        Assert.Equal(UpdateStatus.MaxBitmapLength, status.BitmapLength);
    }

    [Fact]
    public void Every_unit_has_a_text_of_its_own_that_gives_it_back()
    {
        foreach (var unit in Enum.GetValues<UnitCode>())
        {
            Assert.True(Units.TryParse(Units.TextOf(unit), out var back));
            Assert.Equal(unit, back);
        }

        Assert.Equal("", Units.TextOf((UnitCode)999));
        Assert.False(Units.TryParse("furlong", out _));
        Assert.False(Units.TryParse("", out _));
    }

    private FrameErrorCode ReadState(StateMessage state, string counters, string sensors)
    {
        var bytes = Convert.FromHexString(
            "aa" + "0001" + "0106" + "02480000000000000001" + "0301" + "0400" + "0500" + "0660" + "0760"
            + "0b" + counters + "0d" + sensors);
        return state.Read(bytes, 0, bytes.Length, _reader);
    }

    private static byte[] Change(string name, string golden, string changed)
    {
        var hex = Convert.ToHexStringLower(GoldenVector.Load(name).Bytes);
        var from = golden.Replace(" ", "", StringComparison.Ordinal);
        var at = hex.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, golden);
        return Convert.FromHexString(
            hex[..at] + changed.Replace(" ", "", StringComparison.Ordinal) + hex[(at + from.Length)..]);
    }
}
