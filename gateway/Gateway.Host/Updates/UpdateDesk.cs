using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Updates;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Storage;
using Stethos.Gateway.Updates.Releases;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Updates;

/// <summary>
/// What is being handed out to whom: kept first, then sent, and followed by what nodes say until each has confirmed, gone back or
/// refused. The first node of a release switches alone, then a few at a time, and none any more once one has gone back,
/// until a person goes on. Caller holds the site's lock; all but <see cref="Begin"/> and <see cref="Stop"/> on the ingest thread.
/// </summary>
internal sealed class UpdateDesk(UpdateDeskParts parts)
{
    /// <summary>Nodes of one release that switch at a time, once a first one has confirmed it alone.</summary>
    public const int MostSwitching = 3;

    private const int MostKept = 500;
    private const long LookMs = 1_000;
    private readonly List<UpdateRun> _runs = [];
    private readonly Dictionary<string, ReleaseRound> _rounds = [];
    private readonly List<(UpdateRun Run, UpdateRow Row, bool IsNew)> _inTransaction = [];
    private readonly FreshnessTurns _freshness = new(parts);
    private readonly KeySetTurns _keySets = new(parts);
    private long _nextLookMs;
    private long _nextJudgeMs;
    private List<SiteEvent> _changes = [];

    /// <summary>Oldest first: everything under way and the newest of what was.</summary>
    public IReadOnlyList<UpdateRun> Runs => _runs;

    private long NowMs => parts.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>At start: what the store holds.</summary>
    public void Load(StoreReader reader)
    {
        foreach (var point in parts.AccessPoints.Names)
        {
            parts.Pacer.Know(point);
        }

        foreach (var row in reader.Updates(MostKept))
        {
            var run = new UpdateRun(row, parts.Find(row.Release), NowMs);
            _runs.Add(run);
            if (run is { IsOpen: true, Release: ShelvedRelease release })
            {
                parts.Shelf.Keep(release);
            }
        }
    }

    /// <summary>The run of a node that is under way; null when there is none. Further key sets wait behind it.</summary>
    public UpdateRun? OpenOf(DeviceKey device) => _runs.FirstOrDefault(run => run.IsOpen && run.Row.Device == device);

    /// <summary>Why no further node is told to switch to a release; null when nothing holds it.</summary>
    public string? HeldBy(string release)
    {
        var runs = _runs.Where(run => run.Row.Release == release).ToArray();
        var asked = runs.Where(run => run.IsOpen).Select(run => run.Row.AskedMs).DefaultIfEmpty(long.MaxValue).Max();
        var back = runs.LastOrDefault(run => run.Row.Phase == UpdatePhaseCode.RolledBack && run.Row.ChangedMs > asked);
        return back is null
            ? null
            : $"{parts.Site.NodeOf(back.Row.Device).Name} went back: no further node switches until somebody starts it anew";
    }

    /// <summary>Whether a run stands still because others go first, or somebody has to decide.</summary>
    public bool IsWaiting(UpdateRun run) => (run.Row.Phase == UpdatePhaseCode.Staged && !run.IsOrdered) || IsBehind(run);

    /// <summary>Whether another key set has to be taken first.</summary>
    public bool IsBehind(UpdateRun run) => run.IsOpen && OpenOf(run.Row.Device) != run;

    /// <summary>Whether the node of a run is heard.</summary>
    public bool IsThere(UpdateRun run) =>
        parts.Site.NodeOf(run.Row.Device).StateAt(NowMs, parts.LateMs) is NodeState.Online or NodeState.Late;

    /// <summary>Nodes that try a release right now, which others wait for.</summary>
    public IEnumerable<UpdateRun> Trying(string release) =>
        _runs.Where(run => run.Row.Release == release && run.Row.Phase == UpdatePhaseCode.Switching);

    /// <summary>Whether nothing has changed for so long that somebody should look.</summary>
    public bool IsStuck(UpdateRun run) => run.IsStuck(NowMs, IsWaiting(run));

    /// <summary>Begins a release, or key sets one after the other, for a node; what was under way there ends.</summary>
    public void Begin(DeviceKey device, params IReadOnlyList<HandedOut> releases)
    {
        End(device);
        foreach (var release in releases)
        {
            var row = new UpdateRow
            {
                Device = device,
                Release = release.Id,
                Label = release.Label,
                AskedMs = NowMs,
                ChangedMs = NowMs,
                Phase = UpdatePhaseCode.Offered
            };
            if (release is ShelvedRelease shelved)
            {
                parts.Shelf.Keep(shelved);
            }

            _runs.Add(new UpdateRun(row, release, NowMs));
        }
    }

    /// <summary>Ends a run that does not switch yet, and tells the node when it can be told.</summary>
    public void Stop(UpdateRun run)
    {
        if (run.Release is { } release)
        {
            RoundOf(release).Link.Order(run.Row.Device, UpdateActionCode.Abort);
        }

        run.Move(UpdatePhaseCode.Stopped, 0, NowMs);
        Leave(run);
    }

    /// <summary>These nodes told how far they are.</summary>
    public void Told(IReadOnlyCollection<DeviceKey> devices)
    {
        foreach (var device in devices)
        {
            if (parts.Site.Slots.Of(device, out _) is not { } status || OpenOf(device) is not { Release: { } release } run)
            {
                continue;
            }

            RoundOf(release).HandOut.Take(status);
            if (run.Take(status, NowMs) && !run.IsOpen)
            {
                Leave(run);
                if (run.Row.Phase != UpdatePhaseCode.Confirmed)
                {
                    End(device);
                }
            }
        }
    }

    /// <summary>Raises and clears alerts; writes them into the open transaction.</summary>
    public void Judge()
    {
        // The clock may be set back.
        if (NowMs < _nextJudgeMs && _nextJudgeMs - NowMs <= LookMs)
        {
            return;
        }

        _nextJudgeMs = NowMs + LookMs;

        // A key set waits for a node that is away, however long.
        foreach (var run in _runs.Where(run => run is { IsOpen: true, Release: ShelvedKeySet } && !IsThere(run)))
        {
            run.Rest(NowMs);
        }

        foreach (var runs in _runs.GroupBy(run => run.Row.Device))
        {
            var newest = runs.Last();
            parts.Alarm.Judge(runs.Key, newest.Row.Phase, IsStuck(newest), NowMs, _changes);
        }
    }

    /// <summary>Puts what has changed into the open transaction.</summary>
    public void Store(StoreWriter writer)
    {
        foreach (var run in _runs.Where(run => run.IsDirty))
        {
            var isNew = !run.IsStored;
            writer.Put(run.Row);
            _inTransaction.Add((run, run.Row, isNew));
        }
    }

    /// <summary>The transaction is durable: new runs may be told to their nodes.</summary>
    public void Committed(List<SiteEvent> changes)
    {
        foreach (var (run, row, isNew) in _inTransaction)
        {
            run.Stored(row);
            if (isNew && run is { IsOpen: true, Release: { } release } && !IsBehind(run))
            {
                RoundOf(release).HandOut.Add(row.Device, parts.AccessPoints.Of(row.Device));
            }

            changes.Add(new SiteEvent("node", row.Device.ToString(), null));
        }

        _inTransaction.Clear();
        changes.AddRange(_changes);
        _changes = [];
    }

    /// <summary>The store refused: nothing of the transaction is kept.</summary>
    public void Refused()
    {
        foreach (var (_, row, isNew) in _inTransaction)
        {
            row.Id = isNew ? 0 : row.Id;
        }

        _inTransaction.Clear();
        _changes.Clear();
        parts.Alarm.Forget();
    }

    /// <summary>Sends what is due.</summary>
    public void Turn()
    {
        var clockMs = (long)(parts.Time.GetTimestamp() * 1000.0 / parts.Time.TimestampFrequency);
        foreach (var (device, bytes) in parts.Site.BytesOfNodes)
        {
            parts.Pacer.Telemetry(parts.AccessPoints.Of(new DeviceKey(device)), bytes, clockMs);
        }

        parts.Site.BytesOfNodes.Clear();
        foreach (var round in _rounds.Values)
        {
            round.HandOut.Turn();
        }

        if (NowMs >= _nextLookMs || _nextLookMs - NowMs > LookMs)
        {
            _nextLookMs = NowMs + LookMs;
            Look();
        }
    }

    private void Look()
    {
        Resume();
        foreach (var release in _runs.Where(run => run is { IsOpen: true, IsStored: true }).Select(run => run.Release).Distinct())
        {
            if (release is not null && HeldBy(release.Id) is null)
            {
                Switch(release);
            }
        }

        _keySets.Turn(this);
        _freshness.Turn();
    }

    // After a restart: what was under way is offered again, and the node answers with how far it is.
    private void Resume()
    {
        foreach (var run in _runs.Where(run => run is { IsOpen: true, IsStored: true, Row.Phase: < UpdatePhaseCode.Staged }))
        {
            if (run.Release is { } release && !IsBehind(run))
            {
                RoundOf(release).HandOut.Add(run.Row.Device, parts.AccessPoints.Of(run.Row.Device));
            }
        }
    }

    // A node that is not there is passed over: others go first, and it follows when it is back.
    private void Switch(HandedOut release)
    {
        var runs = _runs.Where(run => run.IsOpen && run.Row.Release == release.Id).ToArray();
        var switching = runs.Count(run => run.Row.Phase == UpdatePhaseCode.Switching);
        var isProven = _runs.Any(run => run.Row.Release == release.Id && run.Row.Phase == UpdatePhaseCode.Confirmed);
        var room = (isProven ? MostSwitching : 1) - switching;
        foreach (var run in runs.Where(run => run is { IsStored: true, Row.Phase: UpdatePhaseCode.Staged } && IsThere(run))
            .OrderByDescending(run => run.IsOrdered).Take(room))
        {
            if (run.TakeOrder(NowMs))
            {
                RoundOf(release).Link.Order(run.Row.Device, UpdateActionCode.Activate);
            }
        }
    }

    private ReleaseRound RoundOf(HandedOut release)
    {
        if (!_rounds.TryGetValue(release.Id, out var round))
        {
            _rounds.Add(release.Id, round = new ReleaseRound(parts, release, Offered));
        }

        return round;
    }

    private void Offered(DeviceKey device) => OpenOf(device)?.Offered(NowMs);

    private void End(DeviceKey device)
    {
        foreach (var open in _runs.Where(run => run.IsOpen && run.Row.Device == device))
        {
            open.Move(UpdatePhaseCode.Stopped, 0, NowMs);
            Leave(open);
        }
    }

    private void Leave(UpdateRun run)
    {
        if (run.Release is { } release && _rounds.TryGetValue(release.Id, out var round))
        {
            round.HandOut.Remove(run.Row.Device);
        }
    }
}
