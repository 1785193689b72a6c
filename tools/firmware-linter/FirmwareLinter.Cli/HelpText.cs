using System.Text;
using Stethos.FirmwareLinter.Rules;

namespace Stethos.FirmwareLinter.Cli;

/// <summary>Texts of --help and --rules, and the header of the API list.</summary>
public static class HelpText
{
    public const string Usage = """
        lint-firmware PATH… [options]     checks compiled C# against what nanoFramework v1 devices really run

        PATH is a .dll or .exe, built for .NET or against nanoFramework's mscorlib; its .pdb (beside it or embedded) gives the lines.
        Assemblies given together, and own assemblies that lie beside PATH, may reference each other.

          --reference DIR   check against the nanoFramework assemblies in DIR instead of the list that comes with the linter
          --with NAME       an assembly NAME goes to the device too; references to it are no findings (repeatable)
          --suppress FILE   accepted findings, one per line: NF0009 path/file.cs:12 reason
          --root DIR        cut DIR off the paths of sources (default: the current folder)
          --advice          also report what only may differ (NF0009, NF0018)
          --tier NAME       budgets of one tier only (default: all); the tiers are hardware/tiers here or above, or
          --tiers DIR       the tiers in DIR (T1.json with payloadBytes, managedHeapBytes, deployBytes)
          --types           what each type adds to the size
          --json            one JSON object instead of lines
          --rules           explains every rule
          --import-api DIR  writes the API list from listings in DIR

        Output: file(line,column): NF0001: what is wrong; what to do instead
        Sizes are estimates: of the file after conversion, and of the tables it costs on the managed heap once loaded. An assembly
        that is loaded from bytes (Assembly.Load) keeps its whole file on the heap too; one in the deployment region does not.
        Exit code: 0 nothing found, 1 findings, 2 the input or the command line is wrong

        """;

    public const string ApiHeader = """
        # Public types and members of nanoFramework's class libraries (stable v1 line), as the linter looks them up.
        # Made by 'lint-firmware --import-api' from listings of these assemblies, July/August 2026: CoreLibrary 1.17.11, Runtime.Native
        # 1.7.11, Runtime.Events 1.11.39, System.Net 1.11.60, System.Text 1.3.42, System.Math 1.5.116, System.Threading 1.1.52,
        # System.Collections 1.5.75, IO.Streams 1.1.96, IO.FileSystem 1.1.93, Device.Gpio 1.1.62, Device.I2c 1.1.29, Device.Spi 1.3.89,
        # Device.Wifi 1.5.149, Device.Model 1.2.862, M2Mqtt 5.1.220, Hardware.Esp32 1.6.8, Networking.Sntp 1.6.42, and smaller ones.
        # kind name : bases, then a member per line after a tab; constructors are .ctor, properties get_ and set_, events add_ and remove_.

        """;

    public static string Rules()
    {
        StringBuilder text = new();
        foreach (Rule rule in RuleTable.All)
        {
            string effect = rule.Severity switch
            {
                Severity.Fails => "fails on the device",
                Severity.Differs => "runs and differs",
                _ => "may differ; with --advice only"
            };
            text.Append(rule.Id).Append("  ").Append(rule.Title).Append(" (").Append(effect).Append(")\n");
            text.Append("        ").Append(rule.Explanation).Append('\n');
            text.Append("        Instead: ").Append(rule.Remedy).Append(".\n");
        }

        return text.ToString();
    }
}
