using System;
using System.Globalization;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Boards.Virtual;

/// <summary>One line of an export's job list.</summary>
internal sealed record ExportJob(
    string Group, string Label, string Recording, MachineFault Fault, double ShaftHz, double Severity, ulong Seed,
    double Noise, int Windows)
{
    /// <exception cref="FormatException">The message names file, line and field.</exception>
    public static ExportJob Parse(string line, string file, int number)
    {
        var fields = line.Split(',');
        if (fields.Length != 9)
        {
            throw new FormatException($"{file} line {number}: {fields.Length} fields, 9 wanted");
        }

        double Number(int field, string name) =>
            double.TryParse(fields[field], CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new FormatException($"{file} line {number}, {name}: '{fields[field]}' is not a number");
        return new ExportJob(
            fields[0], fields[1], fields[2],
            Enum.TryParse<MachineFault>(fields[3], ignoreCase: true, out var fault)
                ? fault
                : throw new FormatException($"{file} line {number}, fault: '{fields[3]}' is unknown"),
            Number(4, "shaft_hz"), Number(5, "severity"), (ulong)Number(6, "seed"), Number(7, "noise"),
            (int)Number(8, "windows"));
    }
}
