using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Domain.Ledger;

/// <summary>The trackers of every boot of every device of the site.</summary>
public sealed class SiteLedger
{
    private readonly Dictionary<(DeviceKey Device, uint Boot), SequenceTracker> _trackers = [];
    private readonly Dictionary<DeviceKey, List<SequenceTracker>> _byDevice = [];

    /// <summary>The tracker of one boot, made on first use.</summary>
    public SequenceTracker Of(DeviceKey device, uint boot)
    {
        if (_trackers.TryGetValue((device, boot), out var tracker))
        {
            return tracker;
        }

        tracker = new SequenceTracker();
        _trackers.Add((device, boot), tracker);
        if (!_byDevice.TryGetValue(device, out var list))
        {
            _byDevice.Add(device, list = []);
        }

        list.Add(tracker);
        return tracker;
    }

    /// <summary>Frames of a device that are known to exist and have not come.</summary>
    public long MissingOf(DeviceKey device) =>
        _byDevice.TryGetValue(device, out var list) ? list.Sum(tracker => tracker.Missing) : 0;

    /// <summary>Frames of the whole site that are known to exist and have not come.</summary>
    public long Missing => _trackers.Values.Sum(tracker => tracker.Missing);
}
