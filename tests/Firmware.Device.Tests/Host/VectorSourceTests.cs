using System;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.Testing;
using Xunit;

namespace Stethos.Firmware.Device.Tests.Host;

/// <summary>
/// Cases/Vectors.cs holds the golden messages of tests/vectors/protocol. With STETHOS_WRITE=1 in the environment the test writes it.
/// </summary>
public sealed class VectorSourceTests
{
    private const int DigitsPerLine = 100;

    [Fact]
    public void The_device_s_vectors_are_the_golden_ones()
    {
        var path = RepositoryFiles.PathOf("tests", "Firmware.Device.Tests", "Cases", "Vectors.cs");
        var written = Write(RepositoryFiles.PathOf("tests", "vectors", "protocol"));
        if (Environment.GetEnvironmentVariable("STETHOS_WRITE") == "1")
        {
            File.WriteAllText(path, written);
        }

        Xunit.Assert.True(File.ReadAllText(path) == written, "Cases/Vectors.cs is not what the vectors say: run with STETHOS_WRITE=1");
    }

    private static string Write(string folder)
    {
        var files = Directory.GetFiles(folder, "*.hex").Order(StringComparer.Ordinal).ToArray();
        var text = new StringBuilder("namespace Stethos.Firmware.Device.Tests\n{\n");
        text.Append("    /// <summary>Golden messages as hexadecimal text, written by a test from tests/vectors/protocol.</summary>\n");
        text.Append("    public static class Vectors\n    {\n        public const int Count = ").Append(files.Length).Append(";\n");
        Switch(text, "NameOf", files, file => $"\"{Path.GetFileNameWithoutExtension(file)}\"");
        Switch(text, "HexOf", files, file => Lines(string.Concat(File.ReadAllText(file).Where(char.IsAsciiHexDigit))));
        return text.Append("    }\n}\n").ToString();
    }

    private static void Switch(StringBuilder text, string name, string[] files, Func<string, string> value)
    {
        text.Append("\n        public static string ").Append(name);
        text.Append("(int index)\n        {\n            switch (index)\n            {\n");
        for (var i = 0; i < files.Length; i++)
        {
            text.Append("                case ").Append(i).Append(":\n                    return ").Append(value(files[i])).Append(";\n");
        }

        text.Append("                default:\n                    return \"\";\n            }\n        }\n");
    }

    private static string Lines(string hex) => string.Join(
        "\n                        + ", hex.Chunk(DigitsPerLine).Select(chunk => $"\"{new string(chunk)}\""));
}
