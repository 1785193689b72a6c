using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Upkeep;
using Stethos.Gateway.Domain.View;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Nodes;

/// <summary>What the gateway knows of one node. Times are UTC milliseconds.</summary>
public sealed class NodeRecord(DeviceKey device)
{
    /// <summary>Erasures of a block that common flash endures.</summary>
    private const double ErasuresEndured = 100_000;

    public DeviceKey Device { get; } = device;

    public string Name { get; private set; } = device.ToString();

    public string Machine { get; private set; } = "";

    public string Firmware { get; private set; } = "";

    public string Board { get; private set; } = "";

    public long Boot { get; private set; }

    public int OutboxDepth { get; private set; }

    public long? LastSeenMs { get; private set; }

    /// <summary>True after the will (or an orderly goodbye) until the node speaks again.</summary>
    public bool IsOffline { get; private set; }

    public IReadOnlyList<SensorView> Sensors { get; private set; } = [];

    /// <summary>Bearing orders BPFO, BPFI, BSF, FTF; all 0 when unknown.</summary>
    public float[] Orders { get; } = new float[4];

    /// <summary>The node's own counters, by <see cref="NodeCounters"/>.</summary>
    public uint[] Counters { get; } = new uint[NodeCounters.Count];

    /// <summary>Room, wear and faults of the node's outbox, as its counters tell.</summary>
    public OutboxView Outbox
    {
        get
        {
            var (minutes, files) = (Counters[NodeCounters.OutboxMinutes], Counters[NodeCounters.BlockFiles]);
            return new OutboxView(
                Counters[NodeCounters.OutboxCapacity], minutes == 0 ? null : minutes / 60.0,
                files == 0 ? null : 100.0 * Counters[NodeCounters.BlocksBegun] / files / ErasuresEndured,
                (long)Counters[NodeCounters.StorageFaults] + Counters[NodeCounters.BootFaults]);
        }
    }

    /// <summary>Shaft speed of the last frame in Hz, 0 when unknown.</summary>
    public double ShaftHz { get; private set; }

    public long FramesStored { get; set; }

    /// <summary>What the node tells of itself.</summary>
    public NodeUpkeep Upkeep { get; } = new();

    public VerdictView? Verdict { get; set; }

    /// <summary>What the model on the node said last; null while it has none.</summary>
    public EdgeView? Edge { get; set; }

    /// <summary>What the node says it is; null before it has.</summary>
    public NodeDescription? Description { get; private set; }

    /// <summary>Takes over a description.</summary>
    public void Apply(Description description)
    {
        Description = new NodeDescription(description);
        Description.SeenState((uint)Boot, Sensors);
    }

    /// <summary>Takes over a state message; <paramref name="live"/> is false for a retained or stored one.</summary>
    public void Apply(StateMessage state, long nowMs, bool live)
    {
        Name = state.Name.Length > 0 ? state.Name : Device.ToString();
        Machine = state.Machine;
        Firmware = state.Firmware;
        Board = state.Board;
        Boot = state.Key.Boot;
        OutboxDepth = state.OutboxDepth;
        Upkeep.Apply(state, live);
        state.Counters.CopyTo(Counters, 0);
        state.Orders.CopyTo(Orders, 0);
        var sensors = new SensorView[state.SensorCount];
        for (var i = 0; i < sensors.Length; i++)
        {
            var sensor = state.Sensors[i];
            sensors[i] = new SensorView(sensor.Sensor, sensor.Part, sensor.Axes, sensor.SampleRateHz);
        }

        Sensors = sensors;
        Description?.SeenState(state.Key.Boot, sensors);
        if (live)
        {
            Seen(nowMs);
        }
    }

    /// <summary>The node spoke.</summary>
    public void Seen(long nowMs)
    {
        LastSeenMs = nowMs;
        IsOffline = false;
    }

    /// <summary>A frame came.</summary>
    public void SeenFrame(FeatureFrame frame, long nowMs)
    {
        Seen(nowMs);
        Boot = frame.Key.Boot > Boot ? frame.Key.Boot : Boot;
        if (frame.ShaftMilliHz > 0)
        {
            ShaftHz = frame.ShaftMilliHz / 1000.0;
        }
    }

    /// <summary>The broker published the node's will.</summary>
    public void Lost() => IsOffline = true;

    /// <summary>Online; late after <paramref name="lateMs"/> of silence; offline by will or after three times that.</summary>
    public NodeState StateAt(long nowMs, long lateMs) =>
        LastSeenMs is not { } seen ? (IsOffline ? NodeState.Offline : NodeState.Unknown)
        : IsOffline || nowMs - seen > 3 * lateMs ? NodeState.Offline
        : nowMs - seen > lateMs ? NodeState.Late
        : NodeState.Online;
}
