using System;
using System.Linq;
using System.Text.Json;
using Stethos.Testing;

namespace Stethos.Protocol.Tests;

/// <summary>Bytes made by an independent writer (tests/vectors/protocol/make_vectors.py) against ours, both ways.</summary>
public sealed class GoldenVectorTests
{
    public static TheoryData<string> Messages => new(GoldenVector.Names.Where(name => name != "state-will"));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Writing_the_values_gives_the_golden_bytes(string name)
    {
        var vector = GoldenVector.Load(name);
        Assert.Equal(Convert.ToHexStringLower(vector.Bytes), Convert.ToHexStringLower(WriteValues(vector)));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Reading_the_golden_bytes_gives_the_values(string name)
    {
        var vector = GoldenVector.Load(name);
        var codec = MessageCodec.Of(KindOf(vector));
        Assert.Equal(FrameErrorCode.None, codec.Read(vector.Bytes));
        Assert.Equal(TextOfValues(vector), codec.Text());
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_golden_message_is_of_one_kind_only(string name)
    {
        var vector = GoldenVector.Load(name);
        foreach (var kind in MessageCodec.Kinds.Where(kind => kind != KindOf(vector)))
        {
            var codec = MessageCodec.Of(kind);
            var expected = vector.Bytes.Length > codec.MaxLength ? FrameErrorCode.TooLong : FrameErrorCode.UnexpectedKind;
            Assert.Equal(expected, codec.Read(vector.Bytes));
        }
    }

    [Fact]
    public void Every_kind_has_vectors_and_the_longest_ones_fit_the_kinds_length()
    {
        var vectors = GoldenVector.Names.Where(name => name != "state-will").Select(GoldenVector.Load).ToArray();
        foreach (var kind in MessageCodec.Kinds)
        {
            var lengths = vectors.Where(vector => KindOf(vector) == kind).Select(vector => vector.Bytes.Length).ToArray();
            Assert.NotEmpty(lengths);
            Assert.InRange(lengths.Max(), 20, MessageCodec.Of(kind).MaxLength);
        }
    }

    [Fact]
    public void The_longest_feature_frame_stays_within_200_bytes()
    {
        var vector = GoldenVector.Load("features-three-axis-longest");
        Assert.Equal(199, vector.Bytes.Length);
        Assert.True(vector.Bytes.Length <= FeatureFrame.MaxLength);
    }

    [Fact]
    public void The_will_is_text_on_the_wire_and_CBOR_for_those_who_read_it()
    {
        var will = GoldenVector.Load("state-will").Bytes;
        Assert.True(StateMessage.IsOffline(will, 0, will.Length));
        var reader = new CborReader();
        reader.Reset(will, 0, will.Length);
        Assert.True(reader.ReadText(10, out var text));
        Assert.Equal("offline", text);
        Assert.Equal(StateMessage.OfflineText, System.Text.Encoding.ASCII.GetString(will));
    }

    private static MessageKindCode KindOf(GoldenVector vector) => KindName(vector) switch
    {
        "features" => MessageKindCode.Features,
        "gap" => MessageKindCode.GapNotice,
        "acknowledgement" => MessageKindCode.Acknowledgement,
        "command" => MessageKindCode.Command,
        "burst" => MessageKindCode.BurstChunk,
        "state" => MessageKindCode.State,
        "vision" => MessageKindCode.VisionFeatures,
        "crop" => MessageKindCode.CropChunk,
        "health" => MessageKindCode.Health,
        "last-words" => MessageKindCode.LastWords,
        "configuration" => MessageKindCode.Configuration,
        "configuration-result" => MessageKindCode.ConfigurationResult,
        "description" => MessageKindCode.Description,
        "update-command" => MessageKindCode.UpdateCommand,
        "freshness" => MessageKindCode.Freshness,
        "update-status" => MessageKindCode.UpdateStatus,
        "manifest-part" => MessageKindCode.ManifestPart,
        "update-chunk" => MessageKindCode.UpdateChunk,
        var other => throw new InvalidOperationException(other)
    };

    private static string KindName(GoldenVector vector)
    {
        using var document = JsonDocument.Parse(vector.Json);
        return document.RootElement.GetProperty("kind").GetString()!;
    }

    private static byte[] WriteValues(GoldenVector vector)
    {
        using var document = JsonDocument.Parse(vector.Json);
        var json = document.RootElement;
        var buffer = new byte[BurstChunk.MaxLength];
        var writer = new CborWriter();
        var length = KindOf(vector) switch
        {
            MessageKindCode.Features => MessageJson.Features(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.GapNotice => MessageJson.Gap(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.Acknowledgement => MessageJson.Acknowledgement(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.Command => MessageJson.Command(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.BurstChunk => MessageJson.Burst(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.VisionFeatures => MessageJson.Vision(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.CropChunk => MessageJson.Crop(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.Health => ReportJson.Health(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.LastWords => ReportJson.LastWords(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.Configuration => ReportJson.Configuration(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.ConfigurationResult => ReportJson.Result(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.Description => ReportJson.Description(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.UpdateCommand => UpdateJson.Order(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.Freshness => UpdateJson.Freshness(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.UpdateStatus => UpdateJson.Status(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.ManifestPart => UpdateJson.Part(json).Write(buffer, 0, buffer.Length, writer),
            MessageKindCode.UpdateChunk => UpdateJson.Chunk(json).Write(buffer, 0, buffer.Length, writer),
            _ => MessageJson.State(json).Write(buffer, 0, buffer.Length, writer)
        };
        return buffer[..length];
    }

    private static string TextOfValues(GoldenVector vector)
    {
        using var document = JsonDocument.Parse(vector.Json);
        var json = document.RootElement;
        return KindOf(vector) switch
        {
            MessageKindCode.Features => MessageText.Of(MessageJson.Features(json)),
            MessageKindCode.GapNotice => MessageText.Of(MessageJson.Gap(json)),
            MessageKindCode.Acknowledgement => MessageText.Of(MessageJson.Acknowledgement(json)),
            MessageKindCode.Command => MessageText.Of(MessageJson.Command(json)),
            MessageKindCode.BurstChunk => MessageText.Of(MessageJson.Burst(json)),
            MessageKindCode.VisionFeatures => MessageText.Of(MessageJson.Vision(json)),
            MessageKindCode.CropChunk => MessageText.Of(MessageJson.Crop(json)),
            MessageKindCode.Health => MessageText.Of(ReportJson.Health(json)),
            MessageKindCode.LastWords => MessageText.Of(ReportJson.LastWords(json)),
            MessageKindCode.Configuration => MessageText.Of(ReportJson.Configuration(json)),
            MessageKindCode.ConfigurationResult => MessageText.Of(ReportJson.Result(json)),
            MessageKindCode.Description => MessageText.Of(ReportJson.Description(json)),
            MessageKindCode.UpdateCommand => MessageText.Of(UpdateJson.Order(json)),
            MessageKindCode.Freshness => MessageText.Of(UpdateJson.Freshness(json)),
            MessageKindCode.UpdateStatus => MessageText.Of(UpdateJson.Status(json)),
            MessageKindCode.ManifestPart => MessageText.Of(UpdateJson.Part(json)),
            MessageKindCode.UpdateChunk => MessageText.Of(UpdateJson.Chunk(json)),
            _ => MessageText.Of(MessageJson.State(json))
        };
    }
}
