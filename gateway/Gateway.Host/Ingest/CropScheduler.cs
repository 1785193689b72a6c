using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Nodes;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Domain.Vision;
using Stethos.Gateway.Host.Site;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// Decides when a node is asked for a crop and of which place: around the largest change of a picture, again after a
/// suspicious verdict, and once per period, so that a healthy part can end an alert. At most one request per sensor
/// within <see cref="PauseMs"/>. Caller holds the site's lock.
/// </summary>
internal sealed class CropScheduler(SiteMemory site, NodeSender sender, TimeSpan period, long lateMs)
{
    /// <summary>Shortest time between two requests to one sensor.</summary>
    public const long PauseMs = 5_000;

    private readonly Dictionary<(DeviceKey Device, int Sensor), Wish> _wishes = [];

    /// <summary>A picture came: its sensor makes crops, and where it changed is worth a look.</summary>
    public void Seen(DeviceKey device, VisionFeatures picture, long nowMs)
    {
        // A thermal array has no surface to look at.
        if (picture.HasTemperatures)
        {
            return;
        }

        var wish = WishOf(device, picture.Sensor, nowMs);
        var regions = ChangeRegions.Find(picture);
        if (regions.Count > 0)
        {
            var region = regions[0];
            wish.Column = Corner(region.Column, region.Columns, VisionFeatures.BlockColumns, picture.Width);
            wish.Row = Corner(region.Row, region.Rows, VisionFeatures.BlockRows, picture.Height);
            wish.IsUrgent = true;
        }
        else if (!wish.IsSuspicious)
        {
            wish.Column = wish.Row = null;
        }
    }

    /// <summary>A crop was looked at; a suspicious one is asked for again at the same place.</summary>
    public void Judged(Crop crop, bool isSuspicious)
    {
        var wish = WishOf(crop.Device, crop.Sensor, 0);
        wish.IsSuspicious = isSuspicious;
        if (isSuspicious)
        {
            (wish.Column, wish.Row, wish.IsUrgent) = (crop.Column, crop.Row, true);
        }
    }

    /// <summary>Asks every sensor whose time has come.</summary>
    public void Turn(long nowMs)
    {
        foreach (var ((device, sensor), wish) in _wishes)
        {
            var waitMs = wish.IsUrgent ? PauseMs : (long)period.TotalMilliseconds;
            if (nowMs - wish.AskedMs >= waitMs && site.Nodes.TryGetValue(device.Value, out NodeRecord? node)
                && node.StateAt(nowMs, lateMs) == NodeState.Online)
            {
                wish.AskedMs = nowMs;
                wish.IsUrgent = false;
                sender.RequestCrop(device, sensor, wish.Column, wish.Row);
            }
        }
    }

    private static int Corner(int first, int count, int blocks, int pixels)
    {
        var middle = (int)((first + (count / 2.0)) * pixels / blocks);
        return Math.Clamp(middle - (CropExplainer.Side / 2), 0, Math.Max(0, pixels - CropExplainer.Side));
    }

    private Wish WishOf(DeviceKey device, int sensor, long nowMs)
    {
        if (!_wishes.TryGetValue((device, sensor), out var wish))
        {
            // The node's background needs some pictures; nothing is urgent before.
            _wishes.Add((device, sensor), wish = new Wish { AskedMs = nowMs - (long)period.TotalMilliseconds + PauseMs });
        }

        return wish;
    }

    private sealed class Wish
    {
        internal long AskedMs { get; set; }

        internal int? Column { get; set; }

        internal int? Row { get; set; }

        internal bool IsUrgent { get; set; }

        internal bool IsSuspicious { get; set; }
    }
}
