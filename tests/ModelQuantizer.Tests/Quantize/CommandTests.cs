using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using Stethos.ModelQuantizer.Card;
using Stethos.ModelQuantizer.Cli;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Tests.Kit;
using Stethos.Testing;

namespace Stethos.ModelQuantizer.Tests.Quantize;

public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;
    private readonly string _data;
    private readonly string _target;

    public CommandTests()
    {
        (_model, _data, _target) = (_folder.Of("model.onnx"), _folder.Of("data.f32"), _folder.Of("out.onnx"));
        var graph = SmallNetworks.Dense();
        OnnxModel.Save(graph, _model);
        var samples = SmallNetworks.Samples(graph, 40);
        var values = Enumerable.Range(0, samples.Count).SelectMany(i => samples.Read(i)[0].ToFloats()).ToArray();
        File.WriteAllBytes(_data, MemoryMarshal.AsBytes<float>(values).ToArray());
        File.WriteAllLines(_folder.Of("labels.txt"), Enumerable.Repeat("0", samples.Count));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quantize_writes_a_model_that_accuracy_and_diff_read()
    {
        var (code, output, error) = Run("quantize", _model, "--data", _data, "--labels", _folder.Of("labels.txt"), "-o", _target);
        Assert.Equal(0, code);
        Assert.Contains("2 of 2 QGemm", output, StringComparison.Ordinal);
        Assert.Contains("calibrating: 40", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output + error);

        var labels = _folder.Of("labels.txt");
        var (same, table, _) = Run("accuracy", _model, _target, "--data", _data, "--labels", labels, "--gate", "50");
        Assert.Equal(0, same);
        Assert.Contains("confusion", table, StringComparison.Ordinal);
        var (device, blob) = (_folder.Of("device.onnx"), _folder.Of("device.nqm"));
        Run("quantize", _model, "--data", _data, "-o", device, "--device");
        Assert.Equal(0, Run("convert", device, "-o", blob).Code);
        var (_, json, _) = Run("accuracy", _model, device, blob, "--data", _data, "--labels", labels, "--json");
        using var measured = JsonDocument.Parse(json);
        var right = measured.RootElement.GetProperty("accuracy").EnumerateArray().Select(one => one.GetProperty("correct").GetInt32());
        Assert.Equal(right.ElementAt(1), right.ElementAt(2));
        Assert.Contains("'verify' reads it", Bad("accuracy", blob, _model, "--data", _data, "--labels", labels));
        var (_, changes, _) = Run("diff", _model, _target);
        Assert.Contains("removed  Relu", changes, StringComparison.Ordinal);
        Assert.Contains("no layer changed", Run("diff", _model, _model).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_tiers_it_writes_what_devices_and_gateway_run_and_says_where_it_fits()
    {
        var folder = _folder.Of("fitted");
        var (code, output, _) = Run("quantize", _model, "--data", _data, "-o", folder, "--tier", "all");
        Assert.Equal(0, code);
        Assert.Equal(
            ["model.card.json", "model.device.html", "model.device.onnx", "model.gateway.html", "model.gateway.onnx", "model.nqm"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        Assert.Contains("dB alone", File.ReadAllText(Path.Combine(folder, "model.device.html")), StringComparison.Ordinal);
        Assert.Equal(3, output.Split(" fits ").Length - 1);
        var device = Path.Combine(folder, "model.device.onnx");
        Assert.Equal(0, Run("verify", Path.Combine(folder, "model.nqm"), "--against", device).Code);
        var again = _folder.Of("again.nqm");
        var (_, converted, _) = Run("convert", device, "-o", again, "--json");
        var (_, verified, _) = Run("verify", again, "--against", device, "--json");
        using var blob = JsonDocument.Parse(converted);
        using var verdict = JsonDocument.Parse(verified);
        Assert.Equal(new FileInfo(again).Length, blob.RootElement.GetProperty("bytes").GetInt64());
        Assert.Equal(blob.RootElement.GetProperty("arenaLength").GetInt32(), verdict.RootElement.GetProperty("arenaBytes").GetInt32());
        Assert.Equal(64, verdict.RootElement.GetProperty("golden").GetString()!.Length);
        Assert.Equal(0, verdict.RootElement.GetProperty("different").GetInt32());

        var (_, json, _) = Run("quantize", _model, "--data", _data, "-o", folder, "--tier", "T2", "--json");
        using var report = JsonDocument.Parse(json);
        var models = report.RootElement.GetProperty("models");
        Assert.Equal(1, models.GetArrayLength());
        Assert.Equal("T2", models[0].GetProperty("tiers")[0].GetProperty("tier").GetString());
        Assert.Contains("there is no tier T9", Bad("quantize", _model, "--data", _data, "-o", folder, "--tier", "T9"));
        Assert.Contains("this is a file", Bad("quantize", _model, "--data", _data, "-o", _data, "--tier", "T1"));
    }

    [Fact]
    public void Diff_tells_run_times_by_tier_and_what_an_update_of_devices_sends()
    {
        var folder = _folder.Of("fitted");
        Run("quantize", _model, "--data", _data, "-o", folder, "--tier", "all");
        var (device, blob) = (Path.Combine(folder, "model.device.onnx"), Path.Combine(folder, "model.nqm"));
        var (code, json, _) = Run("diff", device, device, "--json", "--tier", "T2");
        Assert.Equal(0, code);
        using var same = JsonDocument.Parse(json);
        var tier = Assert.Single(same.RootElement.GetProperty("tiers").EnumerateArray());
        Assert.True(tier.GetProperty("latencyMsBefore").GetProperty("high").GetDouble() > 0);
        Assert.True(tier.GetProperty("fitsAfter").GetBoolean());
        var delta = same.RootElement.GetProperty("update").GetProperty("delta");
        Assert.Equal(new FileInfo(blob).Length, delta.GetProperty("newBytes").GetInt64());
        Assert.Equal(0, delta.GetProperty("fixedBytes").GetInt64());

        var next = _folder.Of("next.onnx");
        Run("quantize", _model, "--data", _data, "-o", next, "--device", "--method", "percentile", "--percentile", "90");
        using var changed = JsonDocument.Parse(Run("diff", device, next, "--json").Output);
        Assert.True(changed.RootElement.GetProperty("update").GetProperty("delta").GetProperty("fixedBytes").GetInt64() > 0);
        var text = Run("diff", _model, device).Output;
        Assert.Contains("T1: one run ", text, StringComparison.Ordinal);
        Assert.Contains("the old version does not compile for devices: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_dimension_that_the_source_leaves_open_is_open_for_the_gateway_and_closed_for_devices(bool isConvolutional)
    {
        var graph = isConvolutional ? SmallNetworks.Convolutional() : SmallNetworks.Dense();
        var samples = SmallNetworks.Samples(graph, 40);
        graph.Inputs[0].Shape = new Shape([Dimension.Named("N"), .. graph.Inputs[0].KnownShape.Skip(1)]);
        graph.Outputs[0].Shape = null;
        OnnxModel.Save(graph, _model);
        var values = Enumerable.Range(0, samples.Count).SelectMany(i => samples.Read(i)[0].ToFloats()).ToArray();
        File.WriteAllBytes(_data, MemoryMarshal.AsBytes<float>(values).ToArray());
        var folder = _folder.Of("open");
        Assert.NotEqual(2, Run("quantize", _model, "--data", _data, "-o", folder, "--tier", "all", "--dim", "N=1").Code);
        var gateway = OnnxModel.Load(Path.Combine(folder, "model.gateway.onnx"));
        Assert.Equal("N", gateway.Inputs[0].Shape![0].Symbol);
        Assert.Equal("N", gateway.Outputs[0].Shape![0].Symbol);
        var device = OnnxModel.Load(Path.Combine(folder, "model.device.onnx"));
        Assert.Equal(1, device.Inputs[0].Shape![0].Value);
        Assert.Contains("give it a size", Bad("quantize", _model, "--data", _data, "-o", folder, "--tier", "all"));
    }

    [Fact]
    public void A_card_says_what_a_model_is_and_the_same_inputs_give_the_same_bytes()
    {
        var labels = _folder.Of("labels.txt");
        var cards = new[] { "one", "two" }.Select(name => _folder.Of(name)).Select(folder =>
        {
            Run("quantize", _model, "--data", _data, "--labels", labels, "-o", folder, "--tier", "all", "--licence", "CC0-1.0");
            return Path.Combine(folder, "model.card.json");
        }).ToList();
        Assert.Equal(File.ReadAllBytes(cards[0]), File.ReadAllBytes(cards[1]));
        var card = ModelCard.Read(cards[0]);
        Assert.Equal(("model", "CC0-1.0", 40), (card.Name, card.Licence, card.Data.Samples));
        Assert.Equal(FileFacts.Of("x", File.ReadAllBytes(_model)).Sha256, card.Source.Sha256);
        Assert.Equal(["float", "quantized", "device"], card.Models[0].Accuracy.Select(one => one.Name));
        var blob = File.ReadAllBytes(_folder.Of("one/model.nqm"));
        Assert.Equal(FileFacts.Of("model.nqm", blob), card.Models[0].Blob);
        Assert.Equal(["T1", "T2", "T3", "G1"], card.Tiers.Select(tier => tier.Tier));

        var data = File.ReadAllBytes(_data);
        data[0] ^= 1;
        File.WriteAllBytes(_data, data);
        Run("quantize", _model, "--data", _data, "-o", _folder.Of("two"), "--tier", "all");
        Assert.NotEqual(card.Data.Sha256, ModelCard.Read(cards[1]).Data.Sha256);
        File.WriteAllText(cards[1], "{ \"form\": 2 }");
        Assert.Throws<ModelException>(() => ModelCard.Read(cards[1]));
    }

    [Fact]
    public void Files_of_a_folder_that_cannot_be_finished_are_taken_away_again()
    {
        var folder = Directory.CreateDirectory(_folder.Of("half")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "model.card.json"));
        Assert.Contains("model.card.json", Bad("quantize", _model, "--data", _data, "-o", folder, "--tier", "all"));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void Measured_errors_by_layer_reach_the_report()
    {
        var (_, json, _) = Run("quantize", _model, "--data", _data, "-o", _target, "--json", "--sensitivity");
        File.WriteAllText(_folder.Of("errors.json"), json);
        var (_, checks, _) = Run("check", _model, "--errors", _folder.Of("errors.json"), "--json");
        using var report = JsonDocument.Parse(checks);
        var errors = report.RootElement.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("error").ValueKind);
        Assert.Equal(2, errors.Count(kind => kind == JsonValueKind.Number));
    }

    [Fact]
    public void Json_says_what_the_table_says()
    {
        var (code, output, _) = Run("quantize", _model, "--data", _data, "-o", _target, "--json", "--device", "--sensitivity");
        using var json = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        var report = json.RootElement.GetProperty("report");
        Assert.Equal(2, report.GetProperty("layers").GetArrayLength());
        Assert.Equal(2, report.GetProperty("sensitivity").GetArrayLength());
        Assert.Equal(_target, json.RootElement.GetProperty("written").GetString());
    }

    [Fact]
    public void A_failed_gate_is_code_1_and_writes_nothing()
    {
        // All labels say what the float model answers; 4 bits everywhere lose some of them.
        var labels = _folder.Of("labels.txt");
        var (code, output, _) = Run("quantize", _model, "--data", _data, "--labels", labels, "-o", _target, "--gate", "-101");
        Assert.Equal(1, code);
        Assert.Contains("not written", output, StringComparison.Ordinal);
        Assert.False(File.Exists(_target));
    }

    [Fact]
    public void Bad_input_is_one_line_and_code_2_and_leaves_nothing_behind()
    {
        File.WriteAllBytes(_folder.Of("short.f32"), new byte[13]);
        Assert.Contains("no whole number of samples", Bad("quantize", _model, "--data", _folder.Of("short.f32"), "-o", _target));
        Assert.Contains("calibration needs samples", Bad("quantize", _model, "-o", _target));
        Assert.Contains("--gate needs labelled data", Bad("quantize", _model, "--data", _data, "-o", _target, "--gate", "1"));
        Assert.Contains("no node 'x9'", Bad("quantize", _model, "--data", _data, "-o", _target, "--exclude", "x9"));
        Assert.Contains("--bits 3 is neither", Bad("quantize", _model, "--mode", "weights", "--bits", "3", "-o", _target));
        Assert.Contains("no folder for this file", Bad("quantize", _model, "--data", _data, "-o", _folder.Of("no/out.onnx")));
        Assert.Contains("accuracy needs labelled data", Bad("accuracy", _model, "--data", _data));
        Assert.Contains("--bits does not go with --tier", Bad("quantize", _model, "--tier", "T2", "--bits", "4", "-o", _folder.Of("out")));
        File.WriteAllBytes(_folder.Of("blob.nqm"), [.. "NQM1"u8, 0, 0]);
        Assert.Contains("'verify' reads it", Bad("check", _folder.Of("blob.nqm")));
        Assert.Contains("no model blob", Bad("verify", _model));
        Assert.Contains("no picture", Bad("quantize", _model, "--data", _data, "-o", _target, "--bgr"));
        Assert.Empty(Directory.GetFiles(_folder.Path, "out*"));
    }

    [Fact]
    public void A_full_disk_is_one_line_and_no_partial_file_stays()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        var partial = $"{_target}.partial-{Environment.ProcessId}";
        File.CreateSymbolicLink(partial, "/dev/full");
        Assert.Contains("cannot be written", Bad("quantize", _model, "--data", _data, "-o", _target));
        Assert.False(File.Exists(_target));
        Assert.False(File.Exists(partial));
        Assert.Contains("cannot be written: No space", Bad("quantize", _model, "--data", _data, "-o", "/dev/full"));
        Assert.Throws<IOException>(() => File.WriteAllBytes("/dev/full", [1]));
    }

    [Fact]
    public void A_model_for_devices_has_no_float_layer_however_fast_this_machine_is_with_floats()
    {
        var (_, json, _) = Run("quantize", _model, "--data", _data, "-o", _folder.Of("kept"), "--tier", "T2", "--keep-faster", "--json");
        using var report = JsonDocument.Parse(json);
        var device = report.RootElement.GetProperty("models")[0].GetProperty("report");
        Assert.Equal(0, device.GetProperty("floatLayers").GetArrayLength());
        Assert.Equal(0, device.GetProperty("speed").GetArrayLength());
    }

    [Fact]
    public void Shrink_proves_and_writes()
    {
        Run("quantize", _model, "--data", _data, "-o", _target, "--device");
        var (code, output, _) = Run("shrink", _target, "-o", _folder.Of("small.onnx"));
        Assert.Equal(0, code);
        Assert.Contains("64 random inputs give the same outputs", output, StringComparison.Ordinal);
    }

    private static string Bad(params string[] arguments)
    {
        var (code, _, error) = Run(arguments);
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, code);
        return Assert.Single(lines, line => line.StartsWith("model-quantizer: ", StringComparison.Ordinal));
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = QuantizerCommandLine.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
