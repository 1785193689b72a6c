using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Host.Demo;

/// <summary>The account of a finished demonstration and whether it succeeded.</summary>
internal sealed record DemoSummary(
    DemoOptions Options, SiteStatusView Status, BoardsAccount? Boards, long RowsDoubled, IReadOnlyList<AlertView> Alerts,
    bool IsInterrupted)
{
    /// <summary>Frames made and not stored; all of them when the boards gave no account.</summary>
    public long Lost => Boards is null ? Status.FramesMissing : Boards.Made - Status.FramesStored;

    /// <summary>Whether the expected alert came, on the right node.</summary>
    public bool Found =>
        Options.Expected is null
        || Alerts.Any(alert => alert.Device == Options.FaultDevice && alert.Cause == Options.Expected);

    /// <summary>Sights without their alert.</summary>
    public IEnumerable<InjectedSight> Unseen => Options.Sights.Where(sight => !IsSeen(sight));

    /// <summary>Alerts that nothing injected explains.</summary>
    public int Unexplained => Alerts.Count(alert => !Explains(alert));

    /// <summary>Whoever ends a run early is not told that the fault was missed.</summary>
    public bool Succeeded =>
        Boards is not null && Lost == 0 && RowsDoubled == 0
        && (IsInterrupted || (Found && (!Options.PromisesSights || !Unseen.Any())));

    public void Write(TextWriter output)
    {
        Row(output, "frames sent", Boards?.Made);
        Row(output, "frames stored", Status.FramesStored);
        Row(output, "frames lost", Lost);
        var again = Status.FramesDuplicate.ToString(CultureInfo.InvariantCulture);
        Row(output, "frames doubled", RowsDoubled, $"{again} received again and dropped by their key");
        Row(output, "messages malformed", Status.FramesMalformed);
        Row(output, "verdicts", Status.Verdicts, Status.Model);
        Row(output, "alerts", Alerts.Count, Unexplained == 0 ? null : $"{Unexplained} not explained by what was injected");
        foreach (var alert in Alerts.Take(5))
        {
            output.WriteLine("                      " + DemoScreen.Describe(alert));
        }

        var outcome = Found ? ", found" : IsInterrupted ? ", not found before the interruption" : ", NOT FOUND";
        Row(output, "injected fault", Options.Expected is null ? "none" : Options.Expected + outcome);
        foreach (var sight in Options.Sights)
        {
            var missed = Options.PromisesSights && !IsInterrupted ? "NOT FOUND" : "not found in this run";
            Row(output, "shown: " + sight.Cause, IsSeen(sight) ? "found" : missed);
        }

        Row(output, "result", Succeeded ? "ok" : Boards is null ? "FAILED: the boards gave no account" : "FAILED");
    }

    private bool IsSeen(InjectedSight sight) =>
        Alerts.Any(alert => alert.Device == sight.Device && alert.Cause == sight.Cause);

    private bool Explains(AlertView alert) =>
        (alert.Device == Options.FaultDevice && Options.Expected is not null)
        || Options.Sights.Any(sight => sight.Device == alert.Device && sight.Cause == alert.Cause);

    private static void Row(TextWriter output, string name, string text) => output.WriteLine($"{name,-22}{text}");

    private static void Row(TextWriter output, string name, long? value, string? remark = null)
    {
        var text = value is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : "unknown";
        Row(output, name, remark is null ? text : $"{text}  ({remark})");
    }
}
