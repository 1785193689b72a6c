using System;

namespace Stethos.FirmwareLinter.Reading;

/// <summary>The input cannot be read: missing, no .NET assembly, damaged. The message says which file and what to give instead.</summary>
public sealed class LintInputException : Exception
{
    public LintInputException(string message)
        : base(message)
    {
    }

    public LintInputException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public LintInputException()
    {
    }
}
