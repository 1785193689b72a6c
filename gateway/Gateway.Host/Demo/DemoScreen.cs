using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Host.Demo;

/// <summary>
/// What the demonstration prints: one status line kept up to date (one line every ten seconds when the output is not a
/// terminal), alerts in full as they come, and the summary.
/// </summary>
internal sealed class DemoScreen(TextWriter output, bool isTerminal)
{
    private readonly HashSet<long> _shown = [];
    private long _lastTenSeconds = -1;
    private int _width;

    public void Status(TimeSpan elapsed, SiteStatusView status)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{elapsed:mm\\:ss}  nodes {status.NodesOnline}/{status.Nodes}  frames {status.FramesStored:N0} stored, "
            + $"{status.FramesMissing} missing  verdicts {status.Verdicts:N0}  alerts {status.OpenAlerts}")
            + (status.BrokerConnected ? "" : "  broker not connected") + (status.Problem is null ? "" : "  " + status.Problem);
        if (isTerminal)
        {
            output.Write("\r" + text.PadRight(_width));
            _width = text.Length;
        }
        else if ((long)elapsed.TotalSeconds / 10 is var tens && tens != _lastTenSeconds)
        {
            _lastTenSeconds = tens;
            output.WriteLine(text);
        }
    }

    public void Alerts(TimeSpan elapsed, IReadOnlyList<AlertView> alerts)
    {
        foreach (var alert in alerts.Reverse().Where(alert => _shown.Add(alert.Id)))
        {
            Line($"{elapsed:mm\\:ss}  ALERT  {Describe(alert)}");
            foreach (var driver in alert.Drivers)
            {
                Line($"       {Describe(driver)}");
            }
        }
    }

    /// <summary>A whole line, also above a status line.</summary>
    public void Line(string text)
    {
        output.WriteLine((isTerminal && _width > 0 ? "\r" : "") + text.PadRight(isTerminal ? _width : 0));
        _width = 0;
    }

    public static string Describe(AlertView alert) => string.Create(
        CultureInfo.InvariantCulture,
        $"{FaultNames.Of(alert.Cause)} on {alert.NodeName} ({alert.Machine}), score {alert.Score:F2}, owner {alert.Owner}");

    private static string Describe(AlertDriverView driver) => driver.ReferenceName.Length == 0 ? driver.Feature : string.Create(
        CultureInfo.InvariantCulture,
        $"{driver.Feature}: {driver.Value:G3} {driver.Unit} ({driver.Reference:G3}: {driver.ReferenceName})");
}
