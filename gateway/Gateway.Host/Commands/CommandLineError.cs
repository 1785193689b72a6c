using System;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.Linq;

namespace Stethos.Gateway.Host.Commands;

/// <summary>Says in one line what is wrong with a command line, and where help is.</summary>
internal static class CommandLineError
{
    /// <summary>Exit code of everything that the person who started a program can put right.</summary>
    public const int ExitCode = 2;

    /// <summary>Null when there is nothing wrong, or help was asked for.</summary>
    public static string? Of(ParseResult result)
    {
        if (result.Action is not ParseErrorAction)
        {
            return null;
        }

        // A mistyped command is reported twice; the message that quotes what was typed helps.
        var errors = result.Errors.Select(error => error.Message).ToArray();
        var message = errors.FirstOrDefault(error => error.Contains('\'', StringComparison.Ordinal)) ?? errors[0];
        var command = string.Join(' ', result.CommandResult.Command.Parents.Reverse().Append(result.CommandResult.Command).Select(Name));
        return $"{command}: {InWords(message)} See {command} --help.";
    }

    private static string Name(Symbol symbol) => symbol is RootCommand ? "stethos" : symbol.Name;

    private static string InWords(string message) => string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .Replace("'System.Int32'", "a whole number", StringComparison.Ordinal)
        .Replace("'System.IO.FileInfo'", "a file", StringComparison.Ordinal)
        .Replace("as expected type ", "as ", StringComparison.Ordinal);
}
