using System;
using System.Collections.Generic;

namespace Stethos.FirmwareLinter.Cli;

/// <summary>The command line, parsed.</summary>
public sealed class LintOptions
{
    public List<string> Paths { get; } = [];

    /// <summary>Names of further assemblies that go to the device, so that references to them are no findings.</summary>
    public List<string> With { get; } = [];

    public string Tier { get; private set; } = "all";

    public string? TiersFolder { get; private set; }

    public string? Reference { get; private set; }

    public string? Suppressions { get; private set; }

    public string Root { get; private set; } = Environment.CurrentDirectory;

    public string? ImportFolder { get; private set; }

    public bool Json { get; private set; }

    public bool Advice { get; private set; }

    public bool Types { get; private set; }

    public bool Rules { get; private set; }

    public bool Help { get; private set; }

    /// <exception cref="CommandLineError">Unknown option, missing value or no path.</exception>
    public static LintOptions Parse(IReadOnlyList<string> arguments)
    {
        LintOptions options = new();
        for (int i = 0; i < arguments.Count; i++)
        {
            string Value() => i + 1 < arguments.Count ? arguments[++i] : throw new CommandLineError($"{arguments[i]} needs a value");
            options.Take(arguments[i], Value);
        }

        bool needsPath = !options.Help && !options.Rules && options.ImportFolder is null;
        return needsPath && options.Paths.Count == 0
            ? throw new CommandLineError("name at least one compiled assembly (.dll or .exe); --help tells more")
            : options;
    }

    private void Take(string argument, Func<string> value)
    {
        switch (argument)
        {
            case "--json": Json = true; break;
            case "--advice": Advice = true; break;
            case "--types": Types = true; break;
            case "--rules": Rules = true; break;
            case "--help" or "-h" or "-?": Help = true; break;
            case "--tier": Tier = value(); break;
            case "--tiers": TiersFolder = value(); break;
            case "--reference": Reference = value(); break;
            case "--suppress": Suppressions = value(); break;
            case "--root": Root = value(); break;
            case "--with": With.Add(value()); break;
            case "--import-api": ImportFolder = value(); break;
            default:
                if (argument.StartsWith('-'))
                {
                    throw new CommandLineError($"unknown option '{argument}'; --help lists the options");
                }

                Paths.Add(argument);
                break;
        }
    }
}
