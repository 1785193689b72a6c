using System;
using Stethos.Gateway.Domain.Upkeep;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>Reads what nodes report of themselves. Caller holds the site's lock.</summary>
internal sealed class ReportIntake
{
    private readonly MessageReader _reader = new();
    private readonly LastWordsMessage _words = new();
    private readonly ConfigurationResultMessage _result = new();
    private HealthMessage _health = new();
    private MessageKindCode _kind;

    /// <summary>Key of the report read last.</summary>
    public FrameKey Key => _kind switch
    {
        MessageKindCode.Health => _health.Key,
        MessageKindCode.LastWords => _words.Key,
        _ => _result.Key
    };

    /// <summary>Whether a kind is a report.</summary>
    public static bool IsReport(MessageKindCode kind) =>
        kind is MessageKindCode.Health or MessageKindCode.LastWords or MessageKindCode.ConfigurationResult;

    public FrameErrorCode Read(MessageKindCode kind, byte[] buffer, int length)
    {
        _kind = kind;
        return kind switch
        {
            MessageKindCode.Health => _health.Read(buffer, 0, length, _reader),
            MessageKindCode.LastWords => _words.Read(buffer, 0, length, _reader),
            _ => _result.Read(buffer, 0, length, _reader)
        };
    }

    /// <summary>Gives the report read last to the node's record.</summary>
    public void Apply(NodeUpkeep upkeep, long timeMs)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(timeMs);
        switch (_kind)
        {
            case MessageKindCode.Health:
                upkeep.Apply(_health, time);
                _health = new HealthMessage();
                break;
            case MessageKindCode.LastWords:
                upkeep.Apply(_words, time);
                break;
            default:
                upkeep.Apply(_result, time);
                break;
        }
    }
}
