using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Stethos.FirmwareLinter.Rules;
using Stethos.FirmwareLinter.Sizing;

namespace Stethos.FirmwareLinter.Cli;

/// <summary>The report as one JSON object.</summary>
internal static class JsonReport
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true };

    public static string Write(IReadOnlyList<LintResult> results, IReadOnlyList<Tier> tiers)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Layout))
        {
            json.WriteStartObject();
            json.WriteNumber("findings", results.Sum(result => result.Findings.Count));
            json.WriteStartArray("assemblies");
            foreach (LintResult result in results)
            {
                WriteAssembly(json, result, tiers);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteAssembly(Utf8JsonWriter json, LintResult result, IReadOnlyList<Tier> tiers)
    {
        json.WriteStartObject();
        json.WriteString("name", result.Name);
        json.WriteString("path", result.Path);
        json.WriteBoolean("symbols", result.HasSymbols);
        json.WriteStartArray("findings");
        foreach (Finding finding in result.Findings)
        {
            WriteFinding(json, finding);
        }

        json.WriteEndArray();
        json.WriteNumber("peBytes", result.Size.Total);
        json.WriteNumber("codeBytes", result.Size.Code);
        json.WriteNumber("heapTableBytes", result.Size.Heap.Bytes);
        json.WriteStartObject("tiers");
        foreach (Tier tier in tiers)
        {
            json.WriteStartObject(tier.Name);
            json.WriteNumber("payloadBytes", tier.PayloadBytes);
            json.WriteBoolean("fitsPayload", result.Size.Total <= tier.PayloadBytes);
            json.WriteNumber("managedHeapBytes", tier.ManagedHeapBytes);
            json.WriteNumber("deployBytes", tier.DeployBytes);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
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
}
