using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Protocol;
using Stethos.Update;

namespace Stethos.Gateway.Host.Site;

/// <summary>The newest update status of every node. Caller holds the site's lock.</summary>
internal sealed class NodeSlots
{
    /// <summary>A node that was switching and was not heard for longer holds nothing up any more.</summary>
    private const long LongestSwitchMs = 30 * 60_000;

    /// <summary>A node that was flashed anew counts its starts from one: after this time what it says counts whatever its number.</summary>
    private const long ForgetMs = 60_000;

    private readonly Dictionary<ulong, (UpdateStatus Status, long HeardMs)> _newest = [];
    private readonly MessageReader _reader = new();

    /// <summary>Takes a status from untrusted bytes; an older one than is known changes nothing.</summary>
    public FrameErrorCode Take(DeviceKey device, byte[] message, long receivedMs)
    {
        var status = new UpdateStatus();
        var error = status.Read(message, 0, message.Length, _reader);
        if (error != FrameErrorCode.None || DeviceKey.FromBytes(status.Key.Device) != device)
        {
            return error != FrameErrorCode.None ? error : FrameErrorCode.WrongDevice;
        }

        if (!_newest.TryGetValue(device.Value, out var known) || IsNewer(status, known.Status) || receivedMs - known.HeardMs > ForgetMs)
        {
            _newest[device.Value] = (status, receivedMs);
        }

        return FrameErrorCode.None;
    }

    /// <summary>What the node said last, null when it has said nothing.</summary>
    public UpdateStatus? Of(DeviceKey device, out long heardMs)
    {
        var isKnown = _newest.TryGetValue(device.Value, out var newest);
        heardMs = newest.HeardMs;
        return isKnown ? newest.Status : null;
    }

    /// <summary>Nodes that try new firmware or a new model right now.</summary>
    public int Switching(long nowMs) => _newest.Values.Count(node =>
        (UpdateStateCode)node.Status.State is UpdateStateCode.Armed or UpdateStateCode.Trial
        && Math.Abs(nowMs - node.HeardMs) < LongestSwitchMs);

    private static bool IsNewer(UpdateStatus status, UpdateStatus known) => status.Key.Boot == known.Key.Boot
        ? status.Number > known.Number
        : status.Key.Boot > known.Key.Boot;
}
