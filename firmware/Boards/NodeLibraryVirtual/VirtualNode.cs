using Stethos.App;
using Stethos.App.Configuration;
using Stethos.App.Loading;
using Stethos.Hal;

namespace Stethos.Boards.Virtual;

/// <summary>One boot of a virtual board as its application sees it.</summary>
public sealed class VirtualNode(
    NodeConfiguration configuration, NodeSettings settings, NodeState state, NodeClock clock, VirtualBench bench) : INode
{
    /// <inheritdoc/>
    public NodeConfiguration Configuration => configuration;

    /// <inheritdoc/>
    public NodeSettings Settings => settings;

    /// <inheritdoc/>
    public NodeState State => state;

    /// <inheritdoc/>
    public NodeClock Clock => clock;

    /// <inheritdoc/>
    public IClock Uptime => bench.Clock;

    /// <inheritdoc/>
    public byte[]? Model { get; init; }

    /// <inheritdoc/>
    public IBoardGauges? Gauges { get; set; }

    /// <summary>The parts there are.</summary>
    public VirtualBench Bench => bench;
}
