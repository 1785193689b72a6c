using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Stethos.Hardware.Tests.Lamp;

/// <summary>Writes what is generated from the lamp codes: firmware source, page source, label sheet.</summary>
internal static class LampWriter
{
    private const string Origin = "Generated from hardware/led-codes.json by tests/Hardware.Tests (STETHOS_WRITE=1); do not edit.";

    /// <summary>Files by their path from the repository root.</summary>
    public static IEnumerable<(string Path, string Text)> Write(LampData data) =>
    [
        ("firmware/App/LocalOutput/LedCode.cs", Codes(data)),
        ("firmware/App/LocalOutput/LedPatterns.cs", Patterns(data)),
        ("gateway/web/src/text/ledCodes.ts", Page(data)),
        ("hardware/labels/led-codes.svg", LampSheet.Render(data))
    ];

    private static string Codes(LampData data)
    {
        var members = data.Codes.Select(code => $"""
                    /// <summary>{code.State}. {code.Action}</summary>
                    {code.Name} = {code.Code}
            """).Prepend("        /// <summary>Dark.</summary>\n        None = 0");
        return $$"""
            // {{Origin}}
            namespace Stethos.App.LocalOutput
            {
                /// <summary>What the status lamp shows. Numbers are frozen by a test.</summary>
                public enum LedCode
                {
            {{string.Join(",\n\n", members)}}
                }
            }

            """;
    }

    private static string Patterns(LampData data)
    {
        var last = data.Codes.Max(code => code.Code);
        var rows = Enumerable.Range(0, last + 1).Select(number => data.Codes.FirstOrDefault(code => code.Code == number));
        var masks = rows.Select(code => string.Create(CultureInfo.InvariantCulture, $"0x{Mask(code?.Pattern ?? "-"):X8}"));
        var steps = rows.Select(code => (code?.Pattern.Length ?? 1).ToString(CultureInfo.InvariantCulture));
        return $$"""
            // {{Origin}}
            namespace Stethos.App.LocalOutput
            {
                /// <summary>Patterns of the lamp, by <see cref="LedCode"/>.</summary>
                internal static class LedPatterns
                {
                    /// <summary>Time of one bit.</summary>
                    internal const int StepMs = {{data.StepMs}};

                    /// <summary>1 = on, least significant bit first.</summary>
                    internal static readonly uint[] Masks =
                    {
            {{Lines(masks, 6)}}
                    };

                    /// <summary>Bits of the pattern; then it begins again.</summary>
                    internal static readonly byte[] Steps =
                    {
            {{Lines(steps, 20)}}
                    };
                }
            }

            """;
    }

    private static string Page(LampData data)
    {
        var text = new StringBuilder($"// {Origin}\n\n");
        text.Append("export interface LedCode {\n  code: number;\n  name: string;\n  state: string;\n  action: string;\n");
        text.Append("  /** # = on, - = off, one character a step. */\n  pattern: string;\n}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"export const LED_STEP_MS = {data.StepMs};\n\n");
        text.Append("export const LED_CODES: readonly LedCode[] = [\n");
        foreach (var code in data.Codes)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {{\n    code: {code.Code}, name: \"{code.Name}\", state: \"{code.State}\",\n");
            text.Append(CultureInfo.InvariantCulture, $"    action: \"{code.Action}\",\n    pattern: \"{code.Pattern}\",\n  }},\n");
        }

        return text.Append("];\n").ToString();
    }

    private static uint Mask(string pattern) =>
        pattern.Select((character, bit) => character == '#' ? 1u << bit : 0u).Aggregate(0u, (mask, bit) => mask | bit);

    private static string Lines(IEnumerable<string> values, int perLine) => string.Join(
        ",\n", values.Chunk(perLine).Select(line => "            " + string.Join(", ", line)));
}
