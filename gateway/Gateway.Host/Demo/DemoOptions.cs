using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;
using Stethos.Gateway.Host.Serving;

namespace Stethos.Gateway.Host.Demo;

/// <summary>What a demonstration shows.</summary>
internal sealed record DemoOptions
{
    private const double FaultAfterSeconds = 40;
    private const double SightsNeedSeconds = 120;

    public required int Nodes { get; init; }

    /// <summary>None = until interrupted.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>none, or a label of the model.</summary>
    public required string Fault { get; init; }

    public string? Recording { get; init; }

    /// <summary>Boards, from the first on, that also have a camera and a thermal array.</summary>
    public int VisionNodes { get; init; }

    public string? BoardsProgram { get; init; }

    /// <summary>Board whose machine gets the fault, from 1.</summary>
    public int FaultNode => Math.Min(3, Nodes);

    /// <summary>Device id of that board.</summary>
    public string FaultDevice => DeviceOf(FaultNode);

    /// <summary>
    /// What the cameras get to see once the fault begins: the board with the fault a scratch and a bearing that runs hot, the
    /// next one with a camera a fixture that moves. Empty when nothing is wrong.
    /// </summary>
    public IReadOnlyList<InjectedSight> Sights =>
        VisionNodes == 0 || (Fault == "none" && Recording is null) ? []
        : VisionNodes == 1 ? [new(FaultDevice, "scratch"), new(FaultDevice, "hot-spot")]
        : [new(FaultDevice, "scratch"), new(FaultDevice, "hot-spot"), new(DeviceOf(FaultNode == 1 ? 2 : 1), "position-drift")];

    /// <summary>
    /// Whether the run is long enough that every sight has to lead to its alert: a drift takes its time, and so does the
    /// learning before it. Without an end it is whoever ends it who decides.
    /// </summary>
    public bool PromisesSights => Duration is { TotalSeconds: >= SightsNeedSeconds };

    /// <summary>The alert that has to appear; null when none must.</summary>
    public string? Expected { get; private init; }

    // A short demonstration has its fault early enough to be found in time.
    private double FaultAfter =>
        Duration is { } duration ? Math.Min(FaultAfterSeconds, duration.TotalSeconds * 0.4) : FaultAfterSeconds;

    /// <summary>Twenty windows a second in all, at most one a second per board.</summary>
    public int PeriodMs => Math.Max(1000, 50 * Nodes);

    /// <exception cref="GatewayException">The message names the option, its value and what is allowed.</exception>
    public DemoOptions Checked(IReadOnlyList<string> labels)
    {
        if (Nodes is < 1 or > 1000)
        {
            throw new GatewayException($"--nodes {Nodes}: 1 to 1000");
        }

        if (VisionNodes < 0 || VisionNodes > Nodes)
        {
            throw new GatewayException($"--vision {VisionNodes}: 0 to {Nodes}, the boards");
        }

        if (Duration is { TotalSeconds: < 20 })
        {
            throw new GatewayException($"--for {Duration.Value.TotalSeconds}s: at least 20s, a fault takes that long to grow and be found");
        }

        var known = Fault == "none" || (labels.Count > 0 && Fault != labels[0] && IsIn(labels, Fault));
        if (!known)
        {
            throw new GatewayException($"--fault '{Fault}': none{string.Concat(Others(labels))}");
        }

        var shown = Recording is null ? Fault : LabelOf(Recording);
        return this with { Expected = IsIn(labels, shown) && shown != labels[0] ? shown : null };
    }

    /// <summary>Command line of the boards' program.</summary>
    public IEnumerable<string> BoardArguments(GatewayOptions gateway)
    {
        List<string> arguments =
        [
            "run", "--until-eof", "--nodes", Text(Nodes), "--broker-port", Text(gateway.BrokerPort), "--site", gateway.Site,
            "--gateway", gateway.Gateway, "--period-ms", Text(PeriodMs), "--fault", Fault, "--fault-node", Text(FaultNode),
            "--fault-after", FaultAfter.ToString(CultureInfo.InvariantCulture), "--flash", Path.Combine(gateway.DataFolder, "flash")
        ];
        if (gateway.KeysFile is not null)
        {
            arguments.AddRange(["--keys", gateway.KeysFile]);
        }

        if (VisionNodes > 0)
        {
            arguments.AddRange(["--vision", Text(VisionNodes), "--vision-period-ms", Text(PeriodMs)]);
        }

        if (Recording is not null)
        {
            arguments.AddRange(["--recording", Recording]);
        }

        return arguments;
    }

    /// <summary>Device id of a board, counted from 1.</summary>
    public static string DeviceOf(int board) =>
        (0x5354_0000_0000_0000UL + (uint)board).ToString("x16", CultureInfo.InvariantCulture);

    // The board checks the recording; here only the label is wanted, and a file it cannot read gets the board's message.
    private static string LabelOf(string recording)
    {
        try
        {
            using var sidecar = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(recording, ".json")));
            return sidecar.RootElement.TryGetProperty("label", out var label) ? label.GetString() ?? "" : "";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    private static bool IsIn(IReadOnlyList<string> labels, string label)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i] == label)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Others(IReadOnlyList<string> labels)
    {
        for (var i = 1; i < labels.Count; i++)
        {
            yield return ", " + labels[i];
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
