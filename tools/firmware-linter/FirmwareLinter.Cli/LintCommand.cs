using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.FirmwareLinter.Api;
using Stethos.FirmwareLinter.Reading;
using Stethos.FirmwareLinter.Rules;
using Stethos.FirmwareLinter.Sizing;
using Stethos.FirmwareLinter.Suppressing;

namespace Stethos.FirmwareLinter.Cli;

/// <summary>The command: exit code 0 nothing found, 1 findings, 2 the input or the command line is wrong.</summary>
public sealed class LintCommand(TextWriter output, TextWriter errors)
{
    private const int Clean = 0;
    private const int Found = 1;
    private const int BadInput = 2;

    private static readonly string[] FrameworkPrefixes = ["System.", "Microsoft.", "nanoFramework.", "mscorlib", "netstandard", "Windows."];

    public int Run(IReadOnlyList<string> arguments)
    {
        try
        {
            LintOptions options = LintOptions.Parse(arguments);
            if (options.Help)
            {
                output.Write(HelpText.Usage);
                return Clean;
            }

            if (options.Rules)
            {
                output.Write(HelpText.Rules());
                return Clean;
            }

            return options.ImportFolder is { } folder ? Import(folder) : Lint(options);
        }
        catch (Exception e) when (e is CommandLineError or LintInputException)
        {
            errors.WriteLine("lint-firmware: " + e.Message);
            return BadInput;
        }
    }

    private int Lint(LintOptions options)
    {
        IDeviceApi api = options.Reference is { } folder ? ReferenceApi.Load(folder) : DeviceApi.Embedded;
        SuppressionFile suppressions = options.Suppressions is { } file ? SuppressionFile.Load(file) : SuppressionFile.Empty;
        List<LintResult> results = [];
        foreach (string path in options.Paths)
        {
            using AssemblyImage image = AssemblyImage.Open(path, options.Root);
            IReadOnlyList<Finding> findings = FirmwareLint.Check(image, api, OwnAssemblies(options, image))
                .Where(finding => options.Advice || finding.Rule.Severity != Severity.Advice)
                .Where(finding => !suppressions.Covers(finding))
                .ToArray();
            results.Add(new LintResult(image.Name, path, image.HasSymbols, findings, FirmwareLint.Measure(image)));
        }

        ReportWriter report = new(output, TiersOf(options), options.Types);
        if (options.Json)
        {
            report.WriteJson(results);
        }
        else
        {
            report.WriteText(results);
        }

        foreach (Suppression unused in suppressions.Unused)
        {
            errors.WriteLine($"lint-firmware: {options.Suppressions}({unused.Number}): matches no finding; take the line out");
        }

        return results.Any(result => result.Findings.Count > 0) ? Found : Clean;
    }

    // Without a folder of tiers anywhere above, the report leaves the tiers out, unless one was asked for.
    private static IReadOnlyList<Tier> TiersOf(LintOptions options)
    {
        string? folder = options.TiersFolder ?? TierFolder.Find(Environment.CurrentDirectory) ?? TierFolder.Find(AppContext.BaseDirectory);
        if (folder is null)
        {
            return options.Tier == "all"
                ? []
                : throw new CommandLineError($"no {TierFolder.Usual} here or above; name the folder with --tiers DIR");
        }

        IReadOnlyList<Tier> tiers = TierFolder.Load(folder);
        Tier[] wanted = tiers.Where(tier => options.Tier == "all" || tier.Name == options.Tier).ToArray();
        return wanted.Length > 0
            ? wanted
            : throw new CommandLineError($"no tier '{options.Tier}'; use {string.Join(", ", tiers.Select(tier => tier.Name))} or all");
    }

    // What is linted together, what --with names, and assemblies that lie beside and are none of the framework's.
    private static HashSet<string> OwnAssemblies(LintOptions options, AssemblyImage image)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(image.Path)) ?? ".";
        IEnumerable<string> beside = image.Reader.AssemblyReferences
            .Select(handle => image.Reader.GetString(image.Reader.GetAssemblyReference(handle).Name))
            .Where(name => !FrameworkPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .Where(name => File.Exists(Path.Combine(folder, name + ".dll")));
        return options.Paths.Select(path => Path.GetFileNameWithoutExtension(path)).Concat(options.With).Concat(beside)
            .ToHashSet(StringComparer.Ordinal);
    }

    private int Import(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new LintInputException($"{folder} does not exist; give the folder with the listings");
        }

        output.Write(ApiFile.Write(HelpText.ApiHeader, ApiListing.Load(folder).Types));
        return Clean;
    }
}
