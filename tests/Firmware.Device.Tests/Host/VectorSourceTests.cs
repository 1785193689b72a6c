using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Stethos.Testing;
using Stethos.Testing.Edge;
using Xunit;

namespace Stethos.Firmware.Device.Tests.Host;

/// <summary>
/// Cases/Vectors.cs and WideVectors.cs hold the golden messages of tests/vectors/protocol, Cases/BlobVectors.cs models and a signature,
/// Cases/EdgeVectors.cs the sample model, Cases/NetworkVectors.cs models of every kernel, Cases/ReleaseVectors.cs the release of
/// tests/vectors/update. With STETHOS_WRITE=1 in the environment the tests write them.
/// </summary>
public sealed class VectorSourceTests
{
    private const int DigitsPerLine = 100;
    private static readonly string[] WideKinds = ["vision", "crop", "update", "manifest", "freshness"];

    [Fact]
    public void The_device_s_vectors_are_the_golden_ones()
    {
        Check("Vectors.cs", Write("Vectors", file => !IsWide(file)));
        Check("WideVectors.cs", Write("WideVectors", IsWide));
    }

    [Fact]
    public void The_device_s_models_and_signature_are_the_golden_ones()
    {
        using var lms = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf("tests", "vectors", "lms", "nist-n24.json")));
        var shortest = lms.RootElement.GetProperty("signatures").EnumerateArray()
            .MinBy(one => Hex(one.GetProperty("signature")).Length);
        var text = new StringBuilder("namespace Stethos.Firmware.Device.Tests\n{\n");
        text.Append("    /// <summary>Golden models and a published signature as hexadecimal text, written by a test.</summary>\n");
        text.Append("    public static class BlobVectors\n    {\n");
        Constant(text, "DenseA", Convert.ToHexStringLower(Model("dense-a.nqm")));
        Constant(text, "DenseB", Convert.ToHexStringLower(Model("dense-b.nqm")));
        Constant(text, "LmsPublicKey", Hex(shortest.GetProperty("publicKey")));
        Constant(text, "LmsMessage", Hex(shortest.GetProperty("message")));
        Constant(text, "LmsSignature", Hex(shortest.GetProperty("signature")));
        Check("BlobVectors.cs", text.Append("    }\n}\n").ToString());
    }

    [Fact]
    public void The_device_s_windows_are_those_that_come_with_the_sample_model()
    {
        string[] labels = ["normal", "outer", "inner", "ball"];
        var windows = labels.SelectMany(label => SampleEdgeModel.Windows.Where(window => window.Label == label)
            .OrderBy(window => label == "normal" ? -window.Outputs[0] : window.Outputs[0]).Take(2)).ToArray();
        var text = new StringBuilder("namespace Stethos.Firmware.Device.Tests\n{\n");
        text.Append("    /// <summary>The sample model and frames with its outputs as hexadecimal text, written by a test.</summary>\n");
        text.Append("    public static class EdgeVectors\n    {\n        /// <summary>Two of each kind: normal ones first.</summary>\n");
        text.Append("        public const int Count = ").Append(windows.Length).Append(";\n\n");
        Constant(text, "Model", Convert.ToHexStringLower(SampleEdgeModel.Blob()));
        Switch(text, "FrameOf", windows, window => Lines(Convert.ToHexStringLower(WindowFrame.Bytes(WindowFrame.Of(window.Codes)))));
        Switch(text, "OutputsOf", windows, window => $"\"{Convert.ToHexStringLower(window.Outputs)}\"");
        Check("EdgeVectors.cs", text.Append("    }\n}\n").ToString());
    }

    [Fact]
    public void The_device_s_networks_are_the_golden_ones()
    {
        var text = new StringBuilder("namespace Stethos.Firmware.Device.Tests\n{\n");
        text.Append("    /// <summary>Golden networks through every kernel as hexadecimal text, written by a test.</summary>\n");
        text.Append("    public static class NetworkVectors\n    {\n");
        Constant(text, "NetworkA", Convert.ToHexStringLower(Model("network-a.nqm")));
        Constant(text, "NetworkB", Convert.ToHexStringLower(Model("network-b.nqm")));
        Check("NetworkVectors.cs", text.Append("    }\n}\n").ToString());
    }

    [Fact]
    public void The_device_s_release_is_the_golden_one()
    {
        var folder = RepositoryFiles.PathOf("tests", "vectors", "update");
        var text = new StringBuilder("namespace Stethos.Firmware.Device.Tests\n{\n");
        text.Append("    /// <summary>The release of tests/vectors/update as hexadecimal text, written by a test.</summary>\n");
        text.Append("    public static class ReleaseVectors\n    {\n");
        Constant(text, "KeySetFile", Digits(Path.Combine(folder, "key-set-file.hex")));
        Constant(text, "Digest", Digits(Path.Combine(folder, "digest.hex")));
        Constant(text, "Head", Digits(Path.Combine(folder, "head.hex")));
        Check("ReleaseVectors.cs", text.Append("    }\n}\n").ToString());
    }

    private static string Digits(string file) => string.Concat(File.ReadAllText(file).Where(char.IsAsciiHexDigit));

    private static byte[] Model(string name) => File.ReadAllBytes(RepositoryFiles.PathOf("tests", "vectors", "model", name));

    private static string Hex(JsonElement value) => (value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : string.Concat(value.EnumerateArray().Select(line => line.GetString()))).ToLowerInvariant();

    private static void Constant(StringBuilder text, string name, string hex) =>
        text.Append("        public const string ").Append(name).Append(" =\n            ").Append(Lines(hex)).Append(";\n\n");

    private static void Check(string name, string written)
    {
        var path = RepositoryFiles.PathOf("tests", "Firmware.Device.Tests", "Cases", name);
        if (Environment.GetEnvironmentVariable("STETHOS_WRITE") == "1")
        {
            File.WriteAllText(path, written);
        }

        Xunit.Assert.True(File.ReadAllText(path) == written, $"Cases/{name} is not what the vectors say: run with STETHOS_WRITE=1");
    }

    // What the smallest tier's fixed part does not read: pictures and updates.
    private static bool IsWide(string file) =>
        WideKinds.Contains(Path.GetFileName(file).Split('-', '.')[0], StringComparer.Ordinal);

    private static string Write(string name, Func<string, bool> isMeant)
    {
        var files = Directory.GetFiles(RepositoryFiles.PathOf("tests", "vectors", "protocol"), "*.hex").Where(isMeant)
            .Order(StringComparer.Ordinal).ToArray();
        var text = new StringBuilder("namespace Stethos.Firmware.Device.Tests\n{\n");
        text.Append("    /// <summary>Golden messages as hexadecimal text, written by a test from tests/vectors/protocol.</summary>\n");
        text.Append("    public static class ").Append(name).Append("\n    {\n");
        text.Append("        public const int Count = ").Append(files.Length).Append(";\n");
        Switch(text, "NameOf", files, file => $"\"{Path.GetFileNameWithoutExtension(file)}\"");
        Switch(text, "HexOf", files, file => Lines(Digits(file)));
        return text.Append("    }\n}\n").ToString();
    }

    private static void Switch<T>(StringBuilder text, string name, T[] files, Func<T, string> value)
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
