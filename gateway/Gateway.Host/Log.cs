using System;
using Microsoft.Extensions.Logging;

namespace Stethos.Gateway.Host;

/// <summary>Every message of the host, with fixed event numbers.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "gateway {Gateway} of site {Site} serves {Address}, broker on port {Port}")]
    public static partial void Started(ILogger log, string gateway, string site, Uri address, int port);

    [LoggerMessage(1002, LogLevel.Warning, "store: {Problem}")]
    public static partial void StoreProblem(ILogger log, string problem);

    [LoggerMessage(1003, LogLevel.Warning, "first malformed message of {Device} on {Channel}: {Reason}; further ones are only counted")]
    public static partial void Malformed(ILogger log, string device, string channel, string reason);

    [LoggerMessage(1004, LogLevel.Error, "the store refuses to write, nothing is acknowledged until it does: {Cause}")]
    public static partial void CommitFailed(ILogger log, string cause);

    [LoggerMessage(1005, LogLevel.Warning, "broker: {Cause}")]
    public static partial void BrokerFault(ILogger log, string cause);

    [LoggerMessage(1006, LogLevel.Warning, "mqtt: {Cause}")]
    public static partial void LinkFault(ILogger log, string cause);

    [LoggerMessage(1007, LogLevel.Information, "alert {Id} raised: {Cause} on {Node}, score {Score:F2}")]
    public static partial void Raised(ILogger log, long id, string cause, string node, double score);

    [LoggerMessage(1008, LogLevel.Information, "alert {Id} cleared: {Cause} on {Node}")]
    public static partial void Cleared(ILogger log, long id, string cause, string node);

    [LoggerMessage(1009, LogLevel.Information, "{Device}: {Count} frames up to sequence {Last} will not come ({Reason})")]
    public static partial void Gap(ILogger log, string device, long count, uint last, string reason);

    [LoggerMessage(1010, LogLevel.Critical, "ingest stopped")]
    public static partial void IngestStopped(ILogger log, Exception cause);

    [LoggerMessage(1012, LogLevel.Warning, "release {Name} cannot be handed out: {Problem}")]
    public static partial void ReleaseUnusable(ILogger log, string name, string problem);

    [LoggerMessage(1013, LogLevel.Information, "{Count} old frames removed from the store")]
    public static partial void FramesRemoved(ILogger log, long count);

    [LoggerMessage(1011, LogLevel.Information, "the store writes again")]
    public static partial void StoreWritesAgain(ILogger log);

    [LoggerMessage(1013, LogLevel.Warning, "a key set cannot be used: {Problem}")]
    public static partial void KeySetUnusable(ILogger log, string problem);

    [LoggerMessage(1014, LogLevel.Warning, "no key set of the nodes' owner (--key-set): nobody but the nodes checks who signed a release")]
    public static partial void NoKeySet(ILogger log);
}
