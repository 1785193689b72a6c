using System;

namespace Stethos.FirmwareLinter.Cli;

public static class Program
{
    public static int Main(string[] args) => new LintCommand(Console.Out, Console.Error).Run(args);
}
