using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Stethos.ModelQuantizer.Cli;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Tests.Kit;
using Stethos.Testing;

namespace Stethos.ModelQuantizer.Tests.Size;

public sealed class CheckCommandTests
{
    [Fact]
    public void Codes_0_and_1_say_whether_it_fits()
    {
        using var folder = new TemporaryFolder();
        var model = Model(folder);
        var (code, output, error) = Run("check", model, "--tier", "T3", "--tiers", Tiers);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("fits", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);

        WriteTier(folder, "\"ms\": 100", "\"ms\": 0.001");
        (code, output, _) = Run("check", model, "--tiers", folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("does not fit", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_holds_verdict_figures_and_layers()
    {
        using var folder = new TemporaryFolder();
        var (code, output, _) = Run("check", Model(folder), "--json", "--tiers", Tiers);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        var tiers = json.RootElement.GetProperty("tiers");
        Assert.Equal(["T1", "T2", "T3", "G1"], tiers.EnumerateArray().Select(tier => tier.GetProperty("tier").GetString()));
        Assert.Equal([false, true, true, true], tiers.EnumerateArray().Select(tier => tier.GetProperty("fits").GetBoolean()));
        Assert.Equal("latency", tiers[0].GetProperty("limiting").GetProperty("name").GetString());
        Assert.Equal(0, tiers[0].GetProperty("changes").GetArrayLength());
        Assert.Contains("run no model", tiers[0].GetProperty("problems")[0].GetString(), StringComparison.Ordinal);

        // The blob gives its result channels first again, which takes a step more than is counted.
        Assert.Equal(1024, tiers[0].GetProperty("arenaLowerBound").GetInt64());
        Assert.Equal(768, tiers[3].GetProperty("arenaLowerBound").GetInt64());
        Assert.True(tiers[0].GetProperty("figures").GetProperty("latencyMs").GetProperty("high").GetDouble() > 0);
        Assert.Equal(2, json.RootElement.GetProperty("layers").GetArrayLength());
        Assert.Equal(768, json.RootElement.GetProperty("arena").GetProperty("bytes").GetInt64());
    }

    [Fact]
    public void A_tier_whose_nodes_run_no_model_counts_only_when_it_is_asked_for_alone()
    {
        using var folder = new TemporaryFolder();
        var model = Model(folder);
        Assert.Equal(0, Run("check", model, "--tier", "all", "--tiers", Tiers).Code);
        var (code, output, _) = Run("check", model, "--tier", "T1", "--tiers", Tiers);
        Assert.Equal(1, code);
        Assert.Contains("T1: nodes of this tier run no model", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_is_written_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        var page = folder.Of("report.html");
        var (code, output, error) = Run("report", Model(folder), "-o", page, "--tier", "T3", "--tiers", Tiers);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("report.html", output, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", File.ReadAllText(page), StringComparison.Ordinal);

        var before = Directory.GetFiles(folder.Path).Order().ToArray();
        var bad = Bad("report", Model(folder), "-o", Path.Combine(folder.Of("no"), "such.html"), "--tiers", Tiers);
        Assert.Contains("cannot be written", bad, StringComparison.Ordinal);
        Assert.Contains("no such file", Bad("report", folder.Of("x.onnx"), "-o", page, "--tiers", Tiers), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(folder.Path).Order());
    }

    [Fact]
    public void An_unreadable_tier_is_one_line_with_file_field_and_cause()
    {
        using var folder = new TemporaryFolder();
        WriteTier(folder, "\"ms\": 100", "\"ms\": \"fast\"");
        Assert.Equal(
            $"model-quantizer: {folder.Of("M1.json")}: inference/latencyMs/ms: is String, not a number",
            Bad("check", Model(folder), "--tiers", folder.Path));
        var message = Bad("check", Model(folder), "--tier", "T7", "--tiers", folder.Path);
        Assert.Contains("there is no tier T7", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_and_errors_by_layer_can_be_added()
    {
        using var folder = new TemporaryFolder();
        var model = Model(folder);
        var errors = folder.Of("errors.json");
        File.WriteAllText(errors, """{ "layers": [ { "name": "first", "sqnrDb": 31.5 } ] }""");
        var (code, output, _) = Run(
            "check", model, "--json", "--installed", model, "--errors", errors, "--tier", "T3", "--tiers", Tiers);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        var update = json.RootElement.GetProperty("update");
        Assert.Equal("files", update.GetProperty("compared").GetString());
        Assert.Equal(0, update.GetProperty("delta").GetProperty("fixedBytes").GetInt64());
        Assert.Equal(31.5, json.RootElement.GetProperty("layers")[0].GetProperty("error").GetDouble());
        File.WriteAllText(errors, "[]");
        Assert.Contains("there are no errors", Bad("check", model, "--errors", errors, "--tiers", Tiers), StringComparison.Ordinal);
    }

    [Fact]
    public void An_installed_blob_is_compared_with_the_blob_of_the_new_model()
    {
        using var folder = new TemporaryFolder();
        var model = Model(folder);
        var blob = folder.Of("model.nqm");
        Assert.Equal(0, Run("convert", model, "-o", blob).Code);
        foreach (var tier in new[] { "T3", "G1" })
        {
            var (_, output, _) = Run("check", model, "--json", "--installed", blob, "--tier", tier, "--tiers", Tiers);
            using var json = JsonDocument.Parse(output);
            var update = json.RootElement.GetProperty("update");
            Assert.Equal("blobs", update.GetProperty("compared").GetString());
            var delta = update.GetProperty("delta");
            Assert.Equal(new FileInfo(blob).Length, delta.GetProperty("newBytes").GetInt64());
            Assert.Equal(0, delta.GetProperty("fixedBytes").GetInt64());
        }

        Assert.Contains("(compiled blobs compared)", Run("check", model, "--installed", blob, "--tiers", Tiers).Output);
        Assert.Contains("(files compared)", Run("check", model, "--installed", model, "--tiers", Tiers).Output);
        var floats = folder.Of("float.onnx");
        OnnxModel.Save(SmallNetworks.Dense(), floats);
        Assert.Contains(
            "update: cannot be told: the installed file is a blob", Run("check", floats, "--installed", blob, "--tiers", Tiers).Output);
    }

    private static string Tiers => RepositoryFiles.PathOf("hardware", "tiers");

    private static void WriteTier(TemporaryFolder folder, string old, string replacement) => File.WriteAllText(
        folder.Of("M1.json"),
        MadeTier.Json.Replace("fullyConnected", "convolution", StringComparison.Ordinal)
            .Replace(old, replacement, StringComparison.Ordinal));

    private static string Model(TemporaryFolder folder)
    {
        var path = folder.Of("model.onnx");
        OnnxModel.Save(TierCheckTests.Codes(), path);
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
