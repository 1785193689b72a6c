using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>The report for programs: camel case, one document.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write<T>(T report) => JsonSerializer.Serialize(report, Options);
}
