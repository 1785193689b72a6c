using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Updates.Carousel;
using Stethos.Gateway.Updates.Pacing;
using Stethos.Protocol;

namespace Stethos.Gateway.Updates.Sessions;

/// <summary>
/// Hands one image out to many nodes. Has no thread and no timer: <see cref="Turn"/> sends what is due. Everything it knows comes
/// from statuses, so after a restart it asks and goes on; asking and sending twice changes nothing on a node. Not thread safe.
/// </summary>
public sealed class HandOut(ImageContent image, SitePacer pacer, IUpdateLink link, TimeProvider time, HandOutOptions options)
{
    // Nodes speak 2 to 4 s after the last thing they heard and, with nothing heard, once more within the next 16 s.
    private const long PatienceMs = 21_000;

    // Who comes late to a stage costs a whole pass of it, so the others wait longer before they go on to the next.
    private const long StagePatienceMs = 45_000;

    // Topic, MQTT head and what an offer holds; pacing needs no exact figure.
    private const int HeadBytes = 56;
    private const int OfferBytes = 200;
    private readonly Dictionary<DeviceKey, NodeSession> _sessions = [];
    private readonly PieceWriter _writer = new(image);
    private readonly Random _random = new(options.Seed);
    private readonly Queue<NodeSession> _alone = new();
    private readonly LossEstimate _loss = new();
    private uint _nextSeed = (uint)options.Seed * 0x01000193;
    private Round? _round;
    private int _sentOfRound;
    private readonly long[] _roundEndMs = [.. Enumerable.Repeat(long.MinValue / 2, image.Stages)];
    private long _firstAskMs = long.MinValue / 2;

    public IReadOnlyCollection<NodeSession> Sessions => _sessions.Values;

    /// <summary>No node is left that has not said how it ended, or that it has everything.</summary>
    public bool IsSettled => _sessions.Values.All(node => node.Phase is not (SessionPhaseCode.Unknown or SessionPhaseCode.Fetching));

    /// <summary>Bytes of messages sent, without their topics.</summary>
    public long BytesSent { get; private set; }

    private long NowMs => (long)(time.GetTimestamp() * 1000.0 / time.TimestampFrequency);

    /// <summary>A node that is to have the image; again for one that is known changes nothing.</summary>
    public void Add(DeviceKey device, string? accessPoint) => _sessions.TryAdd(device, new NodeSession(device, accessPoint));

    /// <summary>The node is no longer meant.</summary>
    public void Remove(DeviceKey device) => _sessions.Remove(device);

    /// <summary>A node's status came; those of others are passed over.</summary>
    public void Take(UpdateStatus status)
    {
        if (_sessions.TryGetValue(DeviceKey.FromBytes(status.Key.Device), out var node))
        {
            var (stage, lacked) = (node.Stage, node.Lacking);
            if (node.Take(status, image, NowMs))
            {
                _loss.Heard(node, stage, lacked);
            }
        }
    }

    /// <summary>Sends what is due and what the air has room for. Call it ten times a second or more often.</summary>
    public void Turn()
    {
        var nowMs = NowMs;
        Ask(nowMs);
        SendAlone(nowMs);
        SendRound(nowMs);
        if (_round is null)
        {
            Plan(nowMs);
        }
    }

    private void Ask(long nowMs)
    {
        foreach (var node in _sessions.Values)
        {
            if (node.Phase > SessionPhaseCode.Fetching || node.NextAskMs > nowMs)
            {
                continue;
            }

            // Another access point may have room.
            if (!pacer.TryTake(node.AccessPoint, OfferBytes, nowMs))
            {
                continue;
            }

            _firstAskMs = node.NextAskMs == 0 ? nowMs : _firstAskMs;
            link.Offer(node.Device);
            node.Asked(nowMs, _random);
        }
    }

    private void SendAlone(long nowMs)
    {
        for (var left = _alone.Count; left > 0; left--)
        {
            var node = _alone.Dequeue();
            if (!node.IsAlone || node.Phase != SessionPhaseCode.Fetching)
            {
                node.IsAlone = false;
                continue;
            }

            _alone.Enqueue(node);
            var piece = node.NextPiece();
            if (piece >= 0 && Send(node, _writer.Piece(node.Stage, piece), nowMs))
            {
                node.Sent(piece);
            }
        }
    }

    private bool Send(NodeSession node, ReadOnlySpan<byte> message, long nowMs)
    {
        if (!pacer.TryTake(node.AccessPoint, message.Length + HeadBytes, nowMs) || !link.SendTo(node.Device, message))
        {
            return false;
        }

        BytesSent += message.Length;
        return true;
    }

    private void SendRound(long nowMs)
    {
        while (_round is { } round)
        {
            var isWanted = _sessions.Values.Any(node => node.Phase == SessionPhaseCode.Fetching && node.Stage == round.Stage);
            if (_sentOfRound == round.Length || !isWanted)
            {
                EndRound(nowMs);
                return;
            }

            var message = round.Symbols > 0
                ? _writer.Symbol(round.Stage, _nextSeed)
                : _writer.Piece(round.Stage, round.Pieces[_sentOfRound]);
            if (!pacer.TryTakeAll(message.Length + HeadBytes, nowMs) || !link.SendToAll(message))
            {
                return;
            }

            _nextSeed += round.Symbols > 0 ? 1u : 0;
            _sentOfRound++;
            BytesSent += message.Length;
        }
    }

    private void EndRound(long nowMs)
    {
        _loss.Sent(_round!, _sentOfRound == _round!.Length);
        _roundEndMs[_round.Stage] = nowMs;
        foreach (var node in _sessions.Values.Where(node => node.Stage == _round.Stage))
        {
            node.SentToAll(nowMs);
        }

        _round = null;
    }

    private void Plan(long nowMs)
    {
        // Who was not heard since the last round may have all of it: planning for him would send it for nobody.
        NodeSession[] heard =
        [
            .. _sessions.Values.Where(node => node is { Phase: SessionPhaseCode.Fetching, IsAlone: false, Lacking: > 0 }
                && node.HeardMs > _roundEndMs[node.Stage])
        ];
        if (heard.Length == 0)
        {
            return;
        }

        var stage = heard.Min(node => node.Stage);
        var waitedMs = nowMs - Math.Max(_roundEndMs.Max(), _firstAskMs);
        if (waitedMs < StagePatienceMs && _sessions.Values.Any(node => IsAwaited(node, stage, waitedMs)))
        {
            return;
        }

        NodeSession[] nodes = [.. heard.Where(node => node.Stage == stage)];
        _round = options.IsBroadcasting ? RoundPlanner.Plan(image, nodes, _loss.Value, options.IsRepairing, _random) : null;
        _sentOfRound = 0;
        if (_round is not null)
        {
            _loss.Begin(_round, nodes);
            return;
        }

        foreach (var node in nodes)
        {
            node.IsAlone = true;
            _alone.Enqueue(node);
        }
    }

    private bool IsAwaited(NodeSession node, int stage, long waitedMs)
    {
        if (node.Phase == SessionPhaseCode.Fetching)
        {
            var isUnheard = node.Stage == stage && !node.IsAlone && node.HeardMs <= _roundEndMs[stage];
            return node.Stage < stage || (isUnheard && waitedMs < PatienceMs);
        }

        return node.Phase == SessionPhaseCode.Unknown && (stage > 0 || waitedMs < PatienceMs);
    }
}
