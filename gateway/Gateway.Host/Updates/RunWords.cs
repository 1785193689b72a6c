using System;
using Stethos.Gateway.Domain.Updates;
using Stethos.Gateway.Updates.Releases;
using Stethos.Gateway.Updates.Tracking;
using Stethos.Update;

namespace Stethos.Gateway.Host.Updates;

/// <summary>Where a run stands, in one plain sentence without its full stop.</summary>
internal static class RunWords
{
    /// <param name="run">The run.</param>
    /// <param name="held">Why its release is held; null when it is not.</param>
    /// <param name="isOnline">Whether the node is there.</param>
    /// <param name="isStuck">Whether nothing has changed for long.</param>
    /// <param name="first">Name of a node that tries the release while others wait; null = none does.</param>
    public static string Of(UpdateRun run, string? held, bool isOnline, bool isStuck, string? first)
    {
        var reason = ReasonWords.Of((UpdateReasonCode)run.Row.Reason);
        var why = reason.Length > 0 ? $": {reason}" : "";
        var text = run.Row.Phase switch
        {
            UpdatePhaseCode.Offered when run.Release is ShelvedKeySet && !isOnline => "is given it when it is back",
            UpdatePhaseCode.Offered => IsAnswer(run.Said)
                ? $"offered; the node does not believe it: {ReasonWords.Of(run.Said)}"
                : "offered; the node has not answered yet",
            UpdatePhaseCode.Fetching => (run.Percent is { } percent ? $"fetches it, {percent} %" : "fetches it")
                + (IsOfStore(run.Said) ? $", but {ReasonWords.Of(run.Said)}" : ""),
            UpdatePhaseCode.Staged => held is not null ? "has all of it and waits: the release is held"
                : run.IsOrdered ? "has all of it and is told to switch"
                : first is not null ? $"has all of it and waits for {first}, which tries it"
                : "has all of it and waits for its turn",
            UpdatePhaseCode.Switching => "tries it",
            UpdatePhaseCode.Confirmed => run.Release is ShelvedKeySet ? "trusts it from now on" : "runs it and keeps it",
            UpdatePhaseCode.RolledBack => $"went back to what it ran before{why}",
            UpdatePhaseCode.Refused => $"refused it{why}",
            _ => "stopped"
        };
        return text + (run.IsOpen && !isOnline ? "; the node is not there" : "") + (isStuck ? "; nothing has changed for long" : "")
            + (run is { IsOpen: true, Release: null } ? "; its file is gone: add it again" : "");
    }

    // Other reasons in a status may be older than the offer.
    private static bool IsAnswer(UpdateReasonCode reason) => reason
        is UpdateReasonCode.MacWrong or UpdateReasonCode.CommandDevice or UpdateReasonCode.CommandMalformed;

    private static bool IsOfStore(UpdateReasonCode reason) => reason
        is UpdateReasonCode.StoreFull or UpdateReasonCode.StoreFault or UpdateReasonCode.RecordNotWritten
        or UpdateReasonCode.RecordUnreadable;
}
