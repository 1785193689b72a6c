using System;
using System.IO;
using System.Text.Json;
using Stethos.ModelQuantizer.Cli;
using Stethos.Testing;

namespace Stethos.ModelQuantizer.Tests.Inspect;

public sealed class CommandLineTests
{
    [Fact]
    public void Inspect_prints_a_table_without_colours_into_a_pipe()
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = Run("inspect", Model(folder), "--dim", "N=2");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("MACs        56", output, StringComparison.Ordinal);
        Assert.Contains("MatMul", output, StringComparison.Ordinal);
        Assert.Contains("[2, 4]", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public void Inspect_prints_json_for_programs()
    {
        using var folder = new TemporaryFolder();
        var (code, output, _) = Run("inspect", "--json", Model(folder));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        Assert.Equal("float", json.RootElement.GetProperty("kind").GetString());
        Assert.Equal(28, json.RootElement.GetProperty("parameters").GetInt64());
        Assert.Equal(-1, json.RootElement.GetProperty("inputs")[0].GetProperty("shape")[0].GetInt64());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("macs").ValueKind);
    }

    [Fact]
    public void Bad_input_gives_one_line_and_code_2()
    {
        using var folder = new TemporaryFolder();
        var broken = Path.Combine(folder.Path, "broken.onnx");
        File.WriteAllBytes(broken, [0x3A, 0x7F, 0x00]);

        Assert.Equal(
            $"model-quantizer: {broken}: byte 2: field 7 claims 127 bytes, 1 are left: the file is cut short or broken",
            Bad("inspect", broken));
        File.WriteAllText(broken, "no model");
        Assert.Contains("neither an ONNX nor a TFLite model", Bad("inspect", broken), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Bad("inspect", broken + "x"), StringComparison.Ordinal);
        Assert.Contains("--dim N is not name=size", Bad("inspect", Model(folder), "--dim", "N"), StringComparison.Ordinal);
        Assert.Contains("no input has a dimension 'M'", Bad("inspect", Model(folder), "--dim", "M=1"), StringComparison.Ordinal);
        Assert.Contains("--help", Bad("inspect"), StringComparison.Ordinal);
        Assert.Contains("'guess'", Bad("guess"), StringComparison.Ordinal);
        Assert.DoesNotContain("Stethos", Bad("quantize", broken, "--mode", "guess", "-o", "x"), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_is_no_error()
    {
        var (code, output, error) = Run("inspect", "--help");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("--json", output, StringComparison.Ordinal);
    }

    private static string Model(TemporaryFolder folder)
    {
        var path = Path.Combine(folder.Path, "model.onnx");
        File.WriteAllBytes(path, new WrittenModel { InputWidth = 7, OutputWidth = 4 }.Bytes());
        return path;
    }

    private static string Bad(params string[] arguments)
    {
        var (code, output, error) = Run(arguments);
        Assert.Equal((2, ""), (code, output));
        return Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (QuantizerCommandLine.Run(arguments, output, error), output.ToString(), error.ToString());
    }
}
