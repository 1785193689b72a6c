using System.Collections.Generic;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Domain.Bursts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.Vision;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Mqtt;
using Stethos.Gateway.Storage;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// Reads messages, drops duplicates by their key, and puts what is new into the open transaction. Malformed messages
/// are counted, logged once per node, and dropped. Caller holds the site's lock.
/// </summary>
internal sealed class MessageIntake(SiteMemory site, StoreWriter writer, ILogger log)
{
    private const int BurstsKept = 20;
    private const ulong MostAheadMs = 60_000;

    // Below it a time counts from the start of the node.
    private const ulong FirstUtcMs = 1_000_000_000_000;
    private readonly MessageReader _reader = new();
    private readonly FeatureFrame _frame = new();
    private readonly GapNotice _gap = new();
    private readonly BurstChunk _chunk = new();
    private readonly VisionFeatures _picture = new();
    private readonly CropChunk _cropChunk = new();
    private readonly CropAssembler _crops = new();
    private readonly ReportIntake _reports = new();
    private readonly StateMessage _state = new();
    private readonly Description _description = new();
    private readonly BurstAssembler _bursts = new();
    private readonly BurstEnvelopes _envelopes = new(site);
    private readonly byte[] _device = new byte[FrameKey.DeviceLength];
    private readonly HashSet<ulong> _reported = [];
    private readonly HashSet<(DeviceKey Device, uint Boot)> _asked = [];

    public IntakeResult Result { get; } = new();

    /// <summary>Takes one message.</summary>
    public void Take(in InboundMessage message)
    {
        site.BytesReceived += message.Length;
        if (!Topics.TryParse(message.Topic, _device, out var channel))
        {
            site.FramesMalformed++;
            return;
        }

        var device = DeviceKey.FromBytes(_device);
        site.BytesOfNodes[device.Value] = site.BytesOfNodes.GetValueOrDefault(device.Value) + message.Length;
        var error = channel switch
        {
            Topics.Frames => TakeFrame(device, message),
            Topics.Bursts => TakeRaw(device, message),
            Topics.State => TakeState(device, message),
            Topics.Description => TakeDescription(device, message),
            Topics.UpdateStatus => TakeSlots(device, message),
            _ => FrameErrorCode.UnexpectedKind
        };
        if (error == FrameErrorCode.None)
        {
            return;
        }

        site.FramesMalformed++;
        if (_reported.Add(device.Value))
        {
            Log.Malformed(log, device.ToString(), channel, error.ToString());
        }
    }

    private FrameErrorCode TakeFrame(DeviceKey device, in InboundMessage message) =>
        _reader.PeekKind(message.Buffer, 0, message.Length) switch
        {
            MessageKindCode.Features => TakeFeatures(device, message),
            MessageKindCode.GapNotice => TakeGap(device, message),
            MessageKindCode.VisionFeatures => TakePicture(device, message),
            var kind when ReportIntake.IsReport(kind) => TakeReport(device, kind, message),
            _ => _reader.Error == FrameErrorCode.None ? FrameErrorCode.UnexpectedKind : _reader.Error
        };

    private FrameErrorCode TakeFeatures(DeviceKey device, in InboundMessage message)
    {
        var error = Check(device, _frame.Read(message.Buffer, 0, message.Length, _reader), _frame.Key);
        if (error != FrameErrorCode.None)
        {
            return error;
        }

        var isClockSet = (_frame.Quality & QualityFlags.ClockUnsure) == 0 && IsPlausible(_frame.Key.TimeMs, message);
        var timeMs = isClockSet ? (long)_frame.Key.TimeMs : message.ReceivedMs;
        if (Store(device, _frame.Key, MessageKindCode.Features, _frame.Sensor, timeMs, message) is { } row)
        {
            site.NodeOf(device).SeenFrame(_frame, message.ReceivedMs);
            Result.Windows.Add(row);
            var inputs = new float[ModelInput.Count];
            if (ModelInput.TryFill(_frame, inputs))
            {
                Result.Candidates.Add(new ScoreCandidate(row, inputs));
            }
            else if (!_frame.HasEnvelope)
            {
                _envelopes.Keep(row);
            }
        }

        return FrameErrorCode.None;
    }

    private FrameErrorCode TakeGap(DeviceKey device, in InboundMessage message)
    {
        var error = Check(device, _gap.Read(message.Buffer, 0, message.Length, _reader), _gap.Key);
        if (error != FrameErrorCode.None)
        {
            return error;
        }

        if (Store(device, _gap.Key, MessageKindCode.GapNotice, 0, message.ReceivedMs, message) is not null)
        {
            // An open end reaches as far as anything is known of that boot: what nobody ever saw cannot be counted.
            var last = _gap.Last == GapNotice.OpenEnd ? site.Ledger.Of(device, _gap.GapBoot).Highest : _gap.Last;
            if (last >= _gap.First)
            {
                Account(device, _gap.GapBoot, _gap.First, last, _gap.Reason, message.ReceivedMs);
            }

            site.NodeOf(device).Seen(message.ReceivedMs);
        }

        return FrameErrorCode.None;
    }

    private FrameErrorCode TakePicture(DeviceKey device, in InboundMessage message)
    {
        var error = Check(device, _picture.Read(message.Buffer, 0, message.Length, _reader), _picture.Key);
        if (error != FrameErrorCode.None)
        {
            return error;
        }

        var isClockSet = (_picture.Quality & VisionFlags.ClockUnsure) == 0 && IsPlausible(_picture.Key.TimeMs, message);
        var timeMs = isClockSet ? (long)_picture.Key.TimeMs : message.ReceivedMs;
        if (Store(device, _picture.Key, MessageKindCode.VisionFeatures, _picture.Sensor, timeMs, message) is { } row)
        {
            site.NodeOf(device).Seen(message.ReceivedMs);
            Result.Pictures.Add(row);
        }

        return FrameErrorCode.None;
    }

    private FrameErrorCode TakeReport(DeviceKey device, MessageKindCode kind, in InboundMessage message)
    {
        var error = _reports.Read(kind, message.Buffer, message.Length);
        error = Check(device, error, _reports.Key);
        if (error != FrameErrorCode.None)
        {
            return error;
        }

        var isUtc = _reports.Key.TimeMs > FirstUtcMs && IsPlausible(_reports.Key.TimeMs, message);
        var timeMs = isUtc ? (long)_reports.Key.TimeMs : message.ReceivedMs;
        if (Store(device, _reports.Key, kind, 0, timeMs, message) is not null)
        {
            var node = site.NodeOf(device);
            node.Seen(message.ReceivedMs);
            _reports.Apply(node.Upkeep, timeMs);
        }

        return FrameErrorCode.None;
    }

    private FrameErrorCode TakeRaw(DeviceKey device, in InboundMessage message) =>
        _reader.PeekKind(message.Buffer, 0, message.Length) == MessageKindCode.CropChunk
            ? TakeCrop(device, message)
            : TakeChunk(device, message);

    private FrameErrorCode TakeCrop(DeviceKey device, in InboundMessage message)
    {
        var error = _cropChunk.Read(message.Buffer, 0, message.Length, _reader);
        if (error != FrameErrorCode.None)
        {
            return error;
        }

        if (DeviceKey.FromBytes(_cropChunk.Key.Device) != device)
        {
            return FrameErrorCode.WrongDevice;
        }

        var isUtc = _cropChunk.Key.TimeMs > FirstUtcMs && IsPlausible(_cropChunk.Key.TimeMs, message);
        if (_crops.Add(_cropChunk, isUtc ? (long)_cropChunk.Key.TimeMs : message.ReceivedMs) is { } crop)
        {
            Result.Crops.Add(crop);
            Result.Changed.Add(device);
            Result.Bursts.Add(device);
        }

        return FrameErrorCode.None;
    }

    private FrameErrorCode TakeChunk(DeviceKey device, in InboundMessage message)
    {
        var error = _chunk.Read(message.Buffer, 0, message.Length, _reader);
        if (error == FrameErrorCode.None && DeviceKey.FromBytes(_chunk.Key.Device) != device)
        {
            error = FrameErrorCode.WrongDevice;
        }

        if (error == FrameErrorCode.None && !IsPlausible(_chunk.Key.TimeMs, message))
        {
            _chunk.Key.TimeMs = 0;
        }

        if (error == FrameErrorCode.None && _bursts.Add(_chunk, message.ReceivedMs) is { } burst)
        {
            writer.Add(burst, BurstsKept);
            site.BurstsStored++;
            Result.Bursts.Add(device);
            if (_envelopes.Complete(burst) is { } late)
            {
                Result.Late.Add(late);
            }
        }

        return error;
    }

    private FrameErrorCode TakeState(DeviceKey device, in InboundMessage message)
    {
        if (StateMessage.IsOffline(message.Buffer, 0, message.Length))
        {
            if (!message.Retained || site.Nodes.ContainsKey(device.Value))
            {
                site.NodeOf(device).Lost();
                Result.Changed.Add(device);
            }

            return FrameErrorCode.None;
        }

        var error = _state.Read(message.Buffer, 0, message.Length, _reader);
        if (error != FrameErrorCode.None)
        {
            return error;
        }

        if (DeviceKey.FromBytes(_state.Key.Device) != device)
        {
            return FrameErrorCode.WrongDevice;
        }

        site.NodeOf(device).Apply(_state, message.ReceivedMs, !message.Retained);
        writer.AddNode(device, message.ReceivedMs, message.Payload.ToArray());
        var tracker = site.Ledger.Of(device, _state.Key.Boot);
        if (_state.Oldest > tracker.Cumulative + 1UL)
        {
            // What the node no longer holds and this store does not have, another store acknowledged. Also when frames of
            // this boot came first: a session that survived the change of stores brings them before the state.
            Account(
                device, _state.Key.Boot, tracker.Cumulative + 1, _state.Oldest - 1, GapReasonCode.StoredElsewhere,
                message.ReceivedMs);
        }

        tracker.Expect(_state.Key.Sequence);
        Result.States.Add(device);
        Result.Changed.Add(device);
        Result.Acknowledge.Add((device, _state.Key.Boot));
        return FrameErrorCode.None;
    }

    private FrameErrorCode TakeDescription(DeviceKey device, in InboundMessage message)
    {
        var error = _description.Read(message.Buffer, 0, message.Length, _reader);
        if (error != FrameErrorCode.None)
        {
            return error;
        }

        if (DeviceKey.FromBytes(_description.Key.Device) != device)
        {
            return FrameErrorCode.WrongDevice;
        }

        site.NodeOf(device).Apply(_description);
        writer.AddDescription(device, message.ReceivedMs, message.Payload.ToArray());
        Result.Changed.Add(device);
        return FrameErrorCode.None;
    }

    private FrameErrorCode TakeSlots(DeviceKey device, in InboundMessage message)
    {
        var bytes = message.Payload.ToArray();
        var error = site.Slots.Take(device, bytes, message.ReceivedMs);
        if (error == FrameErrorCode.None)
        {
            site.NodeOf(device).Seen(message.ReceivedMs);
            writer.AddUpdateStatus(device, message.ReceivedMs, bytes);
            Result.Slots.Add(device);
            Result.Changed.Add(device);
        }

        return error;
    }

    // Nodes take their time from the gateway; one far ahead of it is wrong, and would hold up alerts until it is reached.
    private static bool IsPlausible(ulong timeMs, in InboundMessage message) =>
        timeMs <= (ulong)message.ReceivedMs + MostAheadMs;

    private static FrameErrorCode Check(DeviceKey device, FrameErrorCode error, FrameKey key) =>
        error != FrameErrorCode.None ? error
        : key.Sequence == 0 || key.Boot == 0 ? FrameErrorCode.OutOfRange
        : DeviceKey.FromBytes(key.Device) != device ? FrameErrorCode.WrongDevice
        : FrameErrorCode.None;

    // A duplicate is acknowledged again: the first acknowledgement may have been lost.
    private FrameRow? Store(
        DeviceKey device, FrameKey key, MessageKindCode kind, int sensor, long timeMs, in InboundMessage message)
    {
        Result.Acknowledge.Add((device, key.Boot));
        var tracker = site.Ledger.Of(device, key.Boot);
        if (tracker.Cumulative == 0 && key.Sequence > 1 && _asked.Add((device, key.Boot)))
        {
            Result.AskState.Add(device);
        }

        if (!tracker.Accept(key.Sequence))
        {
            site.FramesDuplicate++;
            return null;
        }

        var row = new FrameRow(
            new FrameId(device, key.Boot, key.Sequence), kind, sensor, timeMs, message.ReceivedMs,
            message.Payload.ToArray());
        if (!writer.Add(row))
        {
            site.FramesDuplicate++;
            return null;
        }

        site.FramesStored++;
        var node = site.NodeOf(device);
        node.FramesStored++;
        node.Description?.SeenFrame(key.Boot, kind, sensor);
        Result.Changed.Add(device);
        return row;
    }

    private void Account(
        DeviceKey device, uint boot, uint first, uint last, GapReasonCode reason, long receivedMs)
    {
        var count = site.Ledger.Of(device, boot).AcceptGap(first, last);
        writer.Add(device, boot, first, last, reason, receivedMs);
        Result.Acknowledge.Add((device, boot));
        Log.Gap(log, device.ToString(), count, last, reason.ToString());
    }
}
