using System;
using System.Globalization;

namespace Stethos.Benchmarks.Kit;

/// <summary>One measured figure: `name | figure | goal | met`, or `short`, or `info` where there is no goal.</summary>
internal sealed record Figure(string Name, Spread Value, string Unit, Goal? Goal, bool HasRounds)
{
    public string Verdict => Goal is null ? "info" : Goal.IsMet(Value.Median) ? "met" : "short";

    public override string ToString()
    {
        var spread = HasRounds ? $" ({Text(Value.Min)}..{Text(Value.Max)})" : "";
        var unit = Unit.Length > 0 ? " " + Unit : "";
        return $"{Name} | {Text(Value.Median)}{unit}{spread} | {Goal?.ToString() ?? "-"} | {Verdict}";
    }

    private static string Text(double value) =>
        value == 0 ? "0"
        : value.ToString(
            Math.Abs(value) switch { >= 100 => "N0", >= 10 => "F1", >= 1 => "F2", _ => "F3" }, CultureInfo.InvariantCulture);
}
