using System;
using Stethos.Gateway.Domain.Updates;
using Stethos.Gateway.Updates.Releases;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Manifests;

namespace Stethos.Gateway.Host.Updates;

/// <summary>One release for one node: what is stored of it, and what is known only while the gateway runs.</summary>
internal sealed class UpdateRun(UpdateRow row, HandedOut? release, long nowMs)
{
    private const long PatienceMs = 15 * 60_000;
    private const long OrderPauseMs = 10_000;
    private long _progressMs = Math.Max(row.ChangedMs, nowMs);
    private long _orderedMs;
    private int _left = int.MaxValue;

    public UpdateRow Row { get; private set; } = row;

    /// <summary>Null when its bundle is gone.</summary>
    public HandedOut? Release => release;

    public bool IsOpen => Row.IsOpen;

    /// <summary>Changed since it was stored.</summary>
    public bool IsDirty { get; private set; } = row.Id == 0;

    /// <summary>In the store: only then anything is sent.</summary>
    public bool IsStored => Row.Id > 0;

    /// <summary>When the node was first told of it by this process; 0 = not yet.</summary>
    public long OfferedMs { get; private set; }

    /// <summary>Share the node has fetched, null when it is not fetching.</summary>
    public int? Percent { get; private set; }

    /// <summary>Reason in the node's newest status, whatever the run's phase.</summary>
    public UpdateReasonCode Said { get; private set; }

    /// <summary>The node is told of it; from the first time on somebody waits for its answer.</summary>
    public void Offered(long nowMs)
    {
        if (OfferedMs == 0)
        {
            OfferedMs = nowMs;
            _progressMs = Row.Phase == UpdatePhaseCode.Offered ? nowMs : _progressMs;
        }
    }

    /// <summary>Nothing is expected of the node until now.</summary>
    public void Rest(long nowMs) => _progressMs = Math.Max(_progressMs, nowMs);

    /// <summary>Moves to where the node's status says it is; true when that changed anything.</summary>
    public bool Take(UpdateStatus status, long nowMs)
    {
        if (!IsOpen || release is null)
        {
            return false;
        }

        var phase = release.Next(Row.Phase, status, OfferedMs == 0 ? -1 : nowMs - OfferedMs);
        Said = (UpdateReasonCode)status.Reason;
        Measure(status, phase, nowMs);
        return Move(phase, phase is UpdatePhaseCode.RolledBack or UpdatePhaseCode.Refused ? status.Reason : 0, nowMs);
    }

    /// <summary>Moves to a phase; true when it was another one.</summary>
    public bool Move(UpdatePhaseCode phase, int reason, long nowMs)
    {
        if (phase == Row.Phase)
        {
            return false;
        }

        Row = Row with { Phase = phase, Reason = reason, ChangedMs = nowMs };
        _progressMs = nowMs;
        _left = int.MaxValue;
        Percent = phase == UpdatePhaseCode.Fetching ? Percent : null;
        IsDirty = true;
        return true;
    }

    /// <summary>The row is durable; it may have changed again meanwhile.</summary>
    public void Stored(UpdateRow row) => IsDirty = !ReferenceEquals(row, Row);

    /// <summary>Nothing has changed for so long that somebody should look.</summary>
    public bool IsStuck(long nowMs, bool isWaiting)
    {
        var trialSeconds = release?.TrialSeconds ?? new HealthProfile().DeadlineSeconds;
        var patienceMs = PatienceMs + (Row.Phase == UpdatePhaseCode.Switching ? 1000L * trialSeconds : 0);
        return IsOpen && !isWaiting && nowMs - _progressMs > patienceMs;
    }

    /// <summary>Whether the word to switch is due; once a while, until the node says that it has heard it.</summary>
    public bool TakeOrder(long nowMs)
    {
        var isDue = nowMs - _orderedMs >= OrderPauseMs;
        _orderedMs = isDue ? nowMs : _orderedMs;
        return isDue;
    }

    /// <summary>The word was given.</summary>
    public bool IsOrdered => _orderedMs > 0;

    private void Measure(UpdateStatus status, UpdatePhaseCode phase, long nowMs)
    {
        if (phase != UpdatePhaseCode.Fetching)
        {
            return;
        }

        var content = release!.Content;
        var (all, left) = (0, status.Missing);
        var stage = Math.Max(0, content.StageOf(status.Component));
        for (var i = 0; i < content.Stages; i++)
        {
            all += content.PiecesOf(i);
            left += i > stage ? content.PiecesOf(i) : 0;
        }

        Percent = 100 * Math.Max(0, all - left) / Math.Max(1, all);
        _progressMs = left < _left ? nowMs : _progressMs;
        _left = Math.Min(left, _left);
    }
}
