using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Json;

namespace Stethos.Gateway.Web.Live;

/// <summary>Builds the bytes of server-sent events once for all clients.</summary>
internal sealed class LiveBatch
{
    private const int AlertsAtConnect = 100;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public static ReadOnlyMemory<byte> Heartbeat { get; } = ": alive\n\n"u8.ToArray();

    /// <summary>What a new client needs: everything, and how soon to come back after a loss.</summary>
    public static ReadOnlyMemory<byte> Snapshot(ISiteView view)
    {
        var batch = new LiveBatch();
        batch._bytes.Write("retry: 2000\n\n"u8);
        batch.Append("status"u8, view.GetStatus());
        batch.Append("nodes"u8, view.GetNodes());
        batch.Append("alerts"u8, view.GetAlerts(openOnly: false, AlertsAtConnect));
        return batch._bytes.WrittenMemory;
    }

    /// <summary>Only what changed.</summary>
    public static ReadOnlyMemory<byte> Of(PendingChanges changes, ISiteView view)
    {
        var batch = new LiveBatch();
        if (changes.Status)
        {
            batch.Append("status"u8, view.GetStatus());
        }

        batch.AppendNodes(changes, view);
        batch.AppendAlerts(changes, view);
        foreach (var device in changes.Spectra)
        {
            batch.Append("spectrum"u8, new SpectrumArrived(device));
        }

        return batch._bytes.WrittenMemory;
    }

    private void AppendNodes(PendingChanges changes, ISiteView view)
    {
        if (changes.AllNodes)
        {
            Append("nodes"u8, view.GetNodes());
        }
        else if (changes.Nodes.Count > 0)
        {
            IReadOnlyList<NodeView> nodes = [.. changes.Nodes.Select(view.GetNode).OfType<NodeView>()];
            Append("nodes"u8, nodes);
        }
    }

    private void AppendAlerts(PendingChanges changes, ISiteView view)
    {
        if (changes.AllAlerts)
        {
            Append("alerts"u8, view.GetAlerts(openOnly: false, AlertsAtConnect));
        }
        else if (changes.Alerts.Count > 0)
        {
            foreach (var alert in view.GetAlerts(openOnly: false, AlertsAtConnect).Where(a => changes.Alerts.Contains(a.Id)))
            {
                Append("alert"u8, alert);
            }
        }
    }

    /// <summary>One event; compact JSON escapes line breaks, so a value always fits one data line.</summary>
    private void Append<T>(ReadOnlySpan<byte> name, T value)
    {
        _bytes.Write("event: "u8);
        _bytes.Write(name);
        _bytes.Write("\ndata: "u8);
        using (var writer = new Utf8JsonWriter(_bytes))
        {
            JsonSerializer.Serialize(writer, value, WebJson.TypeInfo<T>());
        }

        _bytes.Write("\n\n"u8);
    }
}
