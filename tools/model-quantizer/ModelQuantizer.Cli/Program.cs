using System;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>The `model-quantizer` command line.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => QuantizerCommandLine.Run(arguments, Console.Out, Console.Error);
}
