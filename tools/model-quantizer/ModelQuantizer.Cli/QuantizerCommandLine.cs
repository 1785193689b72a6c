using System;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Cli.Package;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>All commands, and the one place that turns errors into a line and an exit code.</summary>
internal static class QuantizerCommandLine
{
    private const string Name = "model-quantizer";

    /// <param name="arguments">Without the program's name.</param>
    /// <param name="output">Results.</param>
    /// <param name="error">One line when something is wrong.</param>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand(
            "Says what a model needs and fits it to a board. Exit codes: 0 done, 1 a limit does not hold, 2 bad input.")
        {
            InspectCommand.Make(output),
            ConvertCommand.Make(output),
            VerifyCommand.Make(output),
            QuantizeCommand.Make(output, error),
            AccuracyCommand.Make(output, error),
            ShrinkCommand.Make(output),
            DiffCommand.Make(output, error),
            CheckCommand.Make(output),
            ReportCommand.Make(output),
            PackageCommand.Make(output, error),
            BenchCommand.Make(output, error),
            UiCommand.Make(output),
        };
        var result = root.Parse(arguments);
        if (result.Action is ParseErrorAction)
        {
            // What was not understood says more than what is missing because of it.
            var messages = result.Errors.Select(one => one.Message).ToList();
            var message = messages.Find(one => one.Contains('\'', StringComparison.Ordinal)) ?? messages[0];
            error.WriteLine($"{Name}: {OneLine(message)} See {Name} --help.");
            return ExitCode.BadInput;
        }

        try
        {
            return result.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (exception is ModelException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{Name}: {OneLine(exception.Message)}");
            return ExitCode.BadInput;
        }
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
