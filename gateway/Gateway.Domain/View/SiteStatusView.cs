using System;
using System.Text.Json.Serialization;

namespace Stethos.Gateway.Domain.View;

/// <summary>The site at one glance. Counters are since the ledger began, not since start.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Gateway">Version of the gateway.</param>
/// <param name="Started">Start of this gateway process.</param>
/// <param name="FramesStored">Frames durably stored.</param>
/// <param name="FramesDuplicate">Frames received again and dropped by their key.</param>
/// <param name="FramesMalformed">Payloads that were no frame.</param>
/// <param name="FramesMissing">Gaps that nothing has filled.</param>
/// <param name="Verdicts">Windows scored.</param>
/// <param name="OpenAlerts">Alerts still open.</param>
/// <param name="NodesOnline">Nodes in state <see cref="NodeState.Online"/>.</param>
/// <param name="Nodes">Nodes known.</param>
/// <param name="BrokerConnected">Whether the gateway holds a session with the broker.</param>
/// <param name="BrokerRestarts">Times the broker child was restarted.</param>
/// <param name="Model">Name and version of the model in use.</param>
/// <param name="Problem">One sentence while something keeps the gateway from its work, storage above all; otherwise null.</param>
public sealed record SiteStatusView(
    string Site,
    string Gateway,
    DateTimeOffset Started,
    long FramesStored,
    long FramesDuplicate,
    long FramesMalformed,
    long FramesMissing,
    long Verdicts,
    int OpenAlerts,
    int NodesOnline,
    int Nodes,
    bool BrokerConnected,
    int BrokerRestarts,
    string Model,
    string? Problem)
{
    /// <summary>How far this start has come; told by the health report only.</summary>
    [JsonIgnore]
    public StartView Start { get; init; } = StartView.None;
}
