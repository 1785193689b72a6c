using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Nodes;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Updates;

/// <summary>
/// Tells every node that can be updated, once an hour and when it comes back, which release is the newest for its board: a node that
/// hears nothing knows that it may be kept from updates. Caller holds the site's lock.
/// </summary>
internal sealed class FreshnessTurns(UpdateDeskParts parts)
{
    private const long PeriodMs = 3_600_000;
    private const uint LifeSeconds = 3 * 3_600;
    private readonly Dictionary<ulong, (long SentMs, long Boot)> _sent = [];

    /// <summary>Sends what is due.</summary>
    public void Turn()
    {
        var nowMs = parts.Time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var node in parts.Site.Nodes.Values)
        {
            var isKnown = _sent.TryGetValue(node.Device.Value, out var last);
            if ((isKnown && last.Boot == node.Boot && Math.Abs(nowMs - last.SentMs) < PeriodMs)
                || parts.Site.Slots.Of(node.Device, out _) is null)
            {
                continue;
            }

            var id = new byte[FrameKey.DeviceLength];
            BinaryPrimitives.WriteUInt64BigEndian(id, node.Device.Value);
            if (parts.Orders.WriteFreshness(node.Device, id, NewestFor(node), LifeSeconds) is { } message
                && parts.Link.Send(node.Device, Topics.Updates, message))
            {
                _sent[node.Device.Value] = (nowMs, node.Boot);
            }
        }
    }

    private uint NewestFor(NodeRecord node) => parts.Shelf.All()
        .Where(release => release.ProofBy(parts.KeySets).IsSigned != false)
        .Where(release => release.Manifest.Classes.Take(release.Manifest.ClassCount).Contains(node.Board))
        .Select(release => release.Manifest.Sequence).DefaultIfEmpty(0u).Max();
}
