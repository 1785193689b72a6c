using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Lamp;

/// <summary>hardware/led-codes.json, the one place where lamp codes are written down.</summary>
internal sealed record LampData(int StepMs, IReadOnlyList<LampCode> Codes)
{
    public static string Path => HardwareFolder.PathOf("led-codes.json");

    public static JsonNode Node => JsonNode.Parse(File.ReadAllText(Path))!;

    public static LampData Read()
    {
        var node = Node;
        return new LampData(
            node["stepMs"]!.GetValue<int>(),
            node["codes"]!.AsArray().Select(code => new LampCode(
                code!["code"]!.GetValue<int>(), code["name"]!.GetValue<string>(), code["state"]!.GetValue<string>(),
                code["action"]!.GetValue<string>(), code["pattern"]!.GetValue<string>())).ToArray());
    }
}
