using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Ledger;
using Stethos.Gateway.Domain.Nodes;
using Stethos.Gateway.Domain.Vision;

namespace Stethos.Gateway.Host.Site;

/// <summary>
/// What the gateway holds in memory of its site. The ingest thread writes, page threads read; both hold
/// <see cref="Sync"/> while they do.
/// </summary>
internal sealed class SiteMemory
{
    public Lock Sync { get; } = new();

    public SiteLedger Ledger { get; set; } = new();

    public SortedDictionary<ulong, NodeRecord> Nodes { get; } = [];

    /// <summary>Null while no model is loaded.</summary>
    public AlertEngine? Alerts { get; set; }

    /// <summary>Null while no model for pictures is loaded.</summary>
    public AlertEngine? CropAlerts { get; set; }

    /// <summary>Alerts of the vision monitor; null before the store was read.</summary>
    public AlertEngine? VisionAlerts { get; set; }

    /// <summary>Device keys by device; empty without a key file.</summary>
    public IReadOnlyDictionary<ulong, byte[]> Keys { get; init; } = new Dictionary<ulong, byte[]>();

    /// <summary>Alerts about nodes that crash again and again; null before the store was read.</summary>
    public AlertEngine? UpkeepAlerts { get; set; }

    /// <summary>Alerts about verdicts of models on nodes; null before the store was read.</summary>
    public AlertEngine? EdgeAlerts { get; set; }

    public VisionMonitor Monitor { get; } = new(new VisionLimits());

    /// <summary>Alerts of all kinds that are open now.</summary>
    public IEnumerable<Alert> Open =>
        new[] { Alerts, CropAlerts, VisionAlerts, UpkeepAlerts, EdgeAlerts, UpdateAlerts }
            .OfType<AlertEngine>().SelectMany(engine => engine.Open);

    public long FramesStored { get; set; }

    public long FramesDuplicate { get; set; }

    public long FramesMalformed { get; set; }

    public long Verdicts { get; set; }

    public long BurstsStored { get; set; }

    public long CropsStored { get; set; }

    public long Commits { get; set; }

    /// <summary>Old frames removed since the start.</summary>
    public long FramesRemoved { get; set; }

    /// <summary>Bytes of the store that hold something, as last looked at.</summary>
    public long StoreBytes { get; set; }

    /// <summary>Free bytes on the store's disk, as last looked at; -1 = not known.</summary>
    public long DiskFreeBytes { get; set; } = -1;

    /// <summary>What is wrong with the gateway itself, null when all is well.</summary>
    public string? Problem { get; set; }

    /// <summary>Everything stored before the start has been gone through.</summary>
    public bool HasCaughtUp { get; set; }

    /// <summary>What nodes said last of their slots.</summary>
    public NodeSlots Slots { get; } = new();

    /// <summary>Alerts about updates that went back or are stuck; null before the store was read.</summary>
    public AlertEngine? UpdateAlerts { get; set; }

    /// <summary>Bytes of messages received since the start.</summary>
    public long BytesReceived { get; set; }

    /// <summary>Of those, bytes of each node since the updates looked last.</summary>
    public Dictionary<ulong, int> BytesOfNodes { get; } = [];

    /// <summary>The record of a device, made on first use.</summary>
    public NodeRecord NodeOf(DeviceKey device)
    {
        if (!Nodes.TryGetValue(device.Value, out var node))
        {
            Nodes.Add(device.Value, node = new NodeRecord(device));
        }

        return node;
    }

    public int OpenAlerts => Open.Count();
}
