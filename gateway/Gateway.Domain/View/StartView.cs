namespace Stethos.Gateway.Domain.View;

/// <summary>How far the gateway has come since it was started; whoever started it decides by this whether it stays.</summary>
/// <param name="Process">Number of the process.</param>
/// <param name="BrokerUp">It holds a session with the broker.</param>
/// <param name="StoreOpen">The store takes what is written.</param>
/// <param name="JournalReplayed">Everything stored before the start has been gone through.</param>
/// <param name="NodesExpected">Nodes that spoke shortly before the start.</param>
/// <param name="NodesBack">Those of them that have spoken since.</param>
/// <param name="NodesSwitching">Nodes that try new firmware or a new model right now.</param>
public sealed record StartView(
    int Process, bool BrokerUp, bool StoreOpen, bool JournalReplayed, int NodesExpected, int NodesBack, int NodesSwitching)
{
    /// <summary>Nothing has been reached.</summary>
    public static StartView None { get; } = new(0, false, false, false, 0, 0, 0);
}
