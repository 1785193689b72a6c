using System;

namespace Stethos.FirmwareLinter.Cli;

/// <summary>The command line is wrong; the message says what to write.</summary>
public sealed class CommandLineError : Exception
{
    public CommandLineError(string message)
        : base(message)
    {
    }

    public CommandLineError(string message, Exception cause)
        : base(message, cause)
    {
    }

    public CommandLineError()
    {
    }
}
