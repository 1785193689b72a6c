using System;
using System.Collections.Generic;
using Stethos.Protocol;

namespace Stethos.Testing;

/// <summary>Reader, writer and text of one kind of message on one reused object, for tests that treat all kinds alike.</summary>
public sealed class MessageCodec
{
    private readonly Func<byte[], int, int, MessageReader, FrameErrorCode> _read;
    private readonly Func<byte[], int, int, CborWriter, int> _write;
    private readonly Func<string> _text;
    private readonly MessageReader _reader = new();
    private readonly CborWriter _writer = new();

    private MessageCodec(
        MessageKindCode kind, int maxLength, Func<byte[], int, int, MessageReader, FrameErrorCode> read,
        Func<byte[], int, int, CborWriter, int> write, Func<string> text)
    {
        Kind = kind;
        MaxLength = maxLength;
        _read = read;
        _write = write;
        _text = text;
    }

    /// <summary>Every kind there is.</summary>
    public static IReadOnlyList<MessageKindCode> Kinds { get; } =
    [
        MessageKindCode.Features, MessageKindCode.GapNotice, MessageKindCode.Acknowledgement, MessageKindCode.Command,
        MessageKindCode.BurstChunk, MessageKindCode.State, MessageKindCode.VisionFeatures, MessageKindCode.CropChunk,
        MessageKindCode.Health, MessageKindCode.LastWords, MessageKindCode.Configuration, MessageKindCode.ConfigurationResult,
        MessageKindCode.Description, MessageKindCode.UpdateCommand, MessageKindCode.Freshness,
        MessageKindCode.UpdateStatus, MessageKindCode.ManifestPart, MessageKindCode.UpdateChunk
    ];

    public MessageKindCode Kind { get; }

    public int MaxLength { get; }

    /// <summary>A codec with a new message object.</summary>
    public static MessageCodec Of(MessageKindCode kind)
    {
        switch (kind)
        {
            case MessageKindCode.Features:
                var frame = new FeatureFrame();
                return new MessageCodec(kind, FeatureFrame.MaxLength, frame.Read, frame.Write, () => MessageText.Of(frame));
            case MessageKindCode.GapNotice:
                var notice = new GapNotice();
                return new MessageCodec(kind, GapNotice.MaxLength, notice.Read, notice.Write, () => MessageText.Of(notice));
            case MessageKindCode.Acknowledgement:
                var ack = new Acknowledgement();
                return new MessageCodec(kind, Acknowledgement.MaxLength, ack.Read, ack.Write, () => MessageText.Of(ack));
            case MessageKindCode.Command:
                var command = new Command();
                return new MessageCodec(kind, Command.MaxLength, command.Read, command.Write, () => MessageText.Of(command));
            case MessageKindCode.BurstChunk:
                var chunk = new BurstChunk();
                return new MessageCodec(kind, BurstChunk.MaxLength, chunk.Read, chunk.Write, () => MessageText.Of(chunk));
            case MessageKindCode.State:
                var state = new StateMessage();
                return new MessageCodec(kind, StateMessage.MaxLength, state.Read, state.Write, () => MessageText.Of(state));
            case MessageKindCode.VisionFeatures:
                var vision = new VisionFeatures();
                return new MessageCodec(kind, VisionFeatures.MaxLength, vision.Read, vision.Write, () => MessageText.Of(vision));
            case MessageKindCode.CropChunk:
                var crop = new CropChunk();
                return new MessageCodec(kind, CropChunk.MaxLength, crop.Read, crop.Write, () => MessageText.Of(crop));
            default:
                return OfReport(kind);
        }
    }

    private static MessageCodec OfReport(MessageKindCode kind)
    {
        switch (kind)
        {
            case MessageKindCode.Health:
                var health = new HealthMessage();
                return new MessageCodec(kind, HealthMessage.MaxLength, health.Read, health.Write, () => MessageText.Of(health));
            case MessageKindCode.LastWords:
                var words = new LastWordsMessage();
                return new MessageCodec(kind, LastWordsMessage.MaxLength, words.Read, words.Write, () => MessageText.Of(words));
            case MessageKindCode.Configuration:
                var settings = new ConfigurationMessage();
                return new MessageCodec(
                    kind, ConfigurationMessage.MaxLength, settings.Read, settings.Write, () => MessageText.Of(settings));
            case MessageKindCode.ConfigurationResult:
                var result = new ConfigurationResultMessage();
                return new MessageCodec(
                    kind, ConfigurationResultMessage.MaxLength, result.Read, result.Write, () => MessageText.Of(result));
            case MessageKindCode.Description:
                var description = new Description();
                return new MessageCodec(
                    kind, Description.MaxLength, description.Read, description.Write, () => MessageText.Of(description));
            default:
                return OfUpdate(kind);
        }
    }

    private static MessageCodec OfUpdate(MessageKindCode kind)
    {
        switch (kind)
        {
            case MessageKindCode.UpdateCommand:
                var order = new UpdateCommandMessage();
                return new MessageCodec(kind, UpdateCommandMessage.MaxLength, order.Read, order.Write, () => MessageText.Of(order));
            case MessageKindCode.Freshness:
                var freshness = new FreshnessMessage();
                return new MessageCodec(
                    kind, FreshnessMessage.MaxLength, freshness.Read, freshness.Write, () => MessageText.Of(freshness));
            case MessageKindCode.UpdateStatus:
                var status = new UpdateStatus();
                return new MessageCodec(kind, UpdateStatus.MaxLength, status.Read, status.Write, () => MessageText.Of(status));
            case MessageKindCode.ManifestPart:
                var part = new ManifestPart();
                return new MessageCodec(kind, ManifestPart.MaxLength, part.Read, part.Write, () => MessageText.Of(part));
            case MessageKindCode.UpdateChunk:
                var chunk = new UpdateChunk();
                return new MessageCodec(kind, UpdateChunk.MaxLength, chunk.Read, chunk.Write, () => MessageText.Of(chunk));
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    public FrameErrorCode Read(byte[] buffer, int offset, int count) => _read(buffer, offset, count, _reader);

    public FrameErrorCode Read(byte[] bytes) => Read(bytes, 0, bytes.Length);

    /// <summary>What <see cref="Read(byte[])"/> took, every field.</summary>
    public string Text() => _text();

    /// <summary>Encodes the object as it is; empty when it does not fit <see cref="MaxLength"/>.</summary>
    public byte[] Write()
    {
        var buffer = new byte[MaxLength];
        return buffer[.._write(buffer, 0, MaxLength, _writer)];
    }
}
