namespace Stethos.ModelQuantizer.Cli;

/// <summary>What the program tells a script.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The model is well-formed and a limit that was asked for does not hold.</summary>
    public const int GateFailed = 1;

    /// <summary>The command line, a file or a model is wrong; one line on the error stream says how.</summary>
    public const int BadInput = 2;
}
