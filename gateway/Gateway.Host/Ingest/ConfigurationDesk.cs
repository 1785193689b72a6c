using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Upkeep;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Storage;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// Configurations people want: stored first, then sent, and sent again, at the node's birth and after pauses, until it has said
/// what it makes of them. <see cref="Want"/> from any thread, the rest from the ingest thread.
/// </summary>
internal sealed class ConfigurationDesk(SiteMemory site, NodeSender sender, TimeProvider time)
{
    private const long PauseMs = 15_000;
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentQueue<ConfigurationWish> _wishes = new();
    private readonly List<ConfigurationWish> _inTransaction = [];
    private readonly Dictionary<DeviceKey, long> _sentMs = [];
    private uint _last;

    /// <summary>Number under which the settings are kept once they are durable; 0 = there is no key, or the store refuses.</summary>
    public uint Want(DeviceKey device, IReadOnlyDictionary<string, string> settings)
    {
        if (!site.Keys.ContainsKey(device.Value))
        {
            return 0;
        }

        ConfigurationWish wish;
        lock (site.Sync)
        {
            // Above all the node can have seen, also from a gateway that lost its store.
            var node = site.NodeOf(device);
            var upkeep = node.Upkeep;
            var known = Math.Max(Math.Max(upkeep.ConfigurationNumber, upkeep.Wanted.Newest), _last);
            var now = time.GetUtcNow();
            _last = Math.Max(known + 1, (uint)now.ToUnixTimeSeconds());
            wish = new ConfigurationWish(
                new WantedConfiguration(device, _last, now, settings) { Before = SettingsBefore.Of(node, settings.Keys) });
        }

        _wishes.Enqueue(wish);
        return wish.Wait(StorePatience) ? wish.Wanted.Number : 0;
    }

    /// <summary>Puts what is wanted into the open transaction.</summary>
    public void Store(StoreWriter writer)
    {
        while (_wishes.TryDequeue(out var wish))
        {
            _inTransaction.Add(wish);
            writer.Add(wish.Wanted);
        }
    }

    /// <summary>The transaction is durable: sends what is new, and tells pages. Caller holds the site's lock.</summary>
    public void Committed(List<SiteEvent> changes)
    {
        foreach (var wish in _inTransaction)
        {
            site.NodeOf(wish.Wanted.Device).Upkeep.Wanted.Add(wish.Wanted);
            Send(wish.Wanted.Device);
            changes.Add(new SiteEvent("node", wish.Wanted.Device.ToString(), null));
            wish.Finish(isStored: true);
        }

        _inTransaction.Clear();
    }

    /// <summary>The store refused.</summary>
    public void Refused()
    {
        _inTransaction.ForEach(wish => wish.Finish(isStored: false));
        _inTransaction.Clear();
    }

    /// <summary>These nodes told their state: whoever was born may have missed what was sent. Caller holds the site's lock.</summary>
    public void Told(IReadOnlyCollection<DeviceKey> devices)
    {
        foreach (var device in devices)
        {
            Send(device);
        }
    }

    /// <summary>Sends again what is overdue. Caller holds the site's lock.</summary>
    public void Turn(long nowMs)
    {
        foreach (var node in site.Nodes.Values)
        {
            var isPaused = _sentMs.TryGetValue(node.Device, out var sentMs) && Math.Abs(nowMs - sentMs) < PauseMs;
            if (!isPaused)
            {
                Send(node.Device);
            }
        }
    }

    private void Send(DeviceKey device)
    {
        if (site.NodeOf(device).Upkeep.Wanted.Unanswered is { } wanted
            && ConfigurationWriter.Body(wanted.Settings, out _) is { } body)
        {
            _sentMs[device] = time.GetUtcNow().ToUnixTimeMilliseconds();
            sender.Configure(device, wanted.Number, body);
        }
    }
}
