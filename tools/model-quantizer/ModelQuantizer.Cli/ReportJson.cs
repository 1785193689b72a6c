using System.Text.Json;
using System.Text.Json.Serialization;
using Stethos.ModelQuantizer.Inspect;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>The report for programs: camel case, one document.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(ModelReport report) => JsonSerializer.Serialize(report, Options);
}
