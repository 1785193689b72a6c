using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Stethos.FirmwareLinter.Rules;

namespace Stethos.FirmwareLinter.Cli;

/// <summary>Findings as lines an editor can follow, or as one JSON object.</summary>
public sealed class ReportWriter(TextWriter output)
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true };

    public void WriteText(IReadOnlyList<LintResult> results)
    {
        foreach (LintResult result in results)
        {
            foreach (Finding finding in result.Findings)
            {
                output.WriteLine(finding);
            }

            if (!result.HasSymbols)
            {
                output.WriteLine($"{result.Name}: no symbols (.pdb) beside it, so findings have no lines");
            }

            output.WriteLine($"{result.Name}: {result.Findings.Count} findings");
        }
    }

    public void WriteJson(IReadOnlyList<LintResult> results)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Layout))
        {
            json.WriteStartObject();
            json.WriteNumber("findings", results.Sum(result => result.Findings.Count));
            json.WriteStartArray("assemblies");
            foreach (LintResult result in results)
            {
                WriteAssembly(json, result);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void WriteAssembly(Utf8JsonWriter json, LintResult result)
    {
        json.WriteStartObject();
        json.WriteString("name", result.Name);
        json.WriteString("path", result.Path);
        json.WriteBoolean("symbols", result.HasSymbols);
        json.WriteStartArray("findings");
        foreach (Finding finding in result.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule.Id);
            json.WriteString("severity", finding.Rule.Severity.ToString().ToLowerInvariant());
            json.WriteString("file", finding.Place.File);
            json.WriteNumber("line", finding.Place.Line);
            json.WriteNumber("column", finding.Place.Column);
            json.WriteString("message", finding.Message);
            json.WriteString("remedy", finding.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
