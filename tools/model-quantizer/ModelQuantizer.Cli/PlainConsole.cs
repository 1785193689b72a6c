using System;
using System.Globalization;
using System.IO;
using Spectre.Console;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>A console that writes no colours into files and pipes, in a width that does not depend on where it was started.</summary>
internal static class PlainConsole
{
    private const int PlainWidth = 140;

    public static IAnsiConsole On(TextWriter output)
    {
        var isPlain = output != Console.Out || Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (isPlain)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }

    public static string Percent(double share) => (share * 100).ToString("F1", CultureInfo.InvariantCulture) + " %";

    public static string Bytes(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);

    public static string Decibel(double value) => double.IsFinite(value)
        ? value.ToString("F1", CultureInfo.InvariantCulture) + " dB"
        : "exact";
}
