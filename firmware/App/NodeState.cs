using Stethos.App.Supervision;
using Stethos.Protocol;

namespace Stethos.App
{
    /// <summary>What the capture loop and the link loop share. Each counter has one writer.</summary>
    public sealed class NodeState
    {
        /// <summary>A node whose outbox is in memory only.</summary>
        public NodeState(uint boot, int outboxCapacity, int maxBurstSamples)
            : this(new Outbox(outboxCapacity, boot), maxBurstSamples)
        {
        }

        /// <summary>A node with an outbox, whose boot it takes over.</summary>
        public NodeState(Outbox outbox, int maxBurstSamples)
        {
            Boot = outbox.Boot;
            Outbox = outbox;
            Burst = new BurstRequest(maxBurstSamples);
            Counters = new uint[NodeCounters.Count];
            Control = new NodeControl();
        }

        /// <summary>Start count of this node, from 1.</summary>
        public uint Boot { get; }

        public Outbox Outbox { get; }

        public BurstRequest Burst { get; }

        /// <summary>Errors, beats, reports, configuration, time.</summary>
        public NodeControl Control { get; }

        /// <summary>What the node has beside vibration; null = nothing. Set before the loops start.</summary>
        public INodeExtension? Extension { get; set; }

        /// <summary>Looks at every window before it is sent; null = all are sent. Set before the loops start.</summary>
        public IWindowGate? Gate { get; set; }

        /// <summary>The application was given a model and cannot use it; a trial fails by that. Set before the loops start.</summary>
        public bool IsModelRefused { get; set; }

        /// <summary>Parts that send no frames of their own; null = none. Set before the loops start.</summary>
        public Hal.IDescribedPart[]? Gauges { get; set; }

        /// <summary>Who updates the node; null = nobody. Set before the loops start.</summary>
        public INodeUpdates? Updates { get; set; }

        /// <summary>By <see cref="NodeCounters"/>.</summary>
        public uint[] Counters { get; }
    }
}
