using Stethos.App.Configuration;
using Stethos.Hal;

namespace Stethos.App.Loading
{
    /// <summary>What an application gets of the node it measures for; it knows nothing else of the fixed part.</summary>
    public interface INode
    {
        NodeConfiguration Configuration { get; }

        /// <summary>Settings in force in this boot.</summary>
        NodeSettings Settings { get; }

        NodeState State { get; }

        NodeClock Clock { get; }

        /// <summary>The clock of drivers.</summary>
        IClock Uptime { get; }

        /// <summary>The model that belongs to the application, as it lies in its slot; null when it has none.</summary>
        byte[]? Model { get; }

        /// <summary>What the board can tell of itself; set by an application that drives the parts that tell.</summary>
        IBoardGauges? Gauges { get; set; }
    }
}
