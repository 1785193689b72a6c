using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Host.Demo;

/// <summary>The account of a finished demonstration and whether it succeeded.</summary>
internal sealed record DemoSummary(
    DemoOptions Options, SiteStatusView Status, BoardsAccount? Boards, long RowsDoubled, IReadOnlyList<AlertView> Alerts)
{
    /// <summary>Frames made and not stored; all of them when the boards gave no account.</summary>
    public long Lost => Boards is null ? Status.FramesMissing : Boards.Made - Status.FramesStored;

    /// <summary>Whether the expected alert came, on the right node.</summary>
    public bool Found =>
        Options.Expected is null
        || Alerts.Any(alert => alert.Device == Options.FaultDevice && alert.Cause == Options.Expected);

    /// <summary>Alerts that nothing injected explains.</summary>
    public int Unexplained => Alerts.Count(alert => alert.Device != Options.FaultDevice || Options.Expected is null);

    public bool Succeeded => Boards is not null && Lost == 0 && RowsDoubled == 0 && Found;

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

        var fault = Options.Expected is null ? "none" : Options.Expected + (Found ? ", found" : ", NOT FOUND");
        output.WriteLine($"{"injected fault",-22}{fault}");
        output.WriteLine($"{"result",-22}" + (Succeeded ? "ok" : Boards is null ? "FAILED: the boards gave no account" : "FAILED"));
    }

    private static void Row(TextWriter output, string name, long? value, string? remark = null) =>
        output.WriteLine(
            $"{name,-22}{(value is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : "unknown")}"
            + (remark is null ? "" : $"  ({remark})"));
}
