using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Stethos.Testing;
using Stethos.Gateway.Domain.Scoring;

namespace Stethos.Gateway.Inference.Tests;

/// <summary>Models that do not fit are refused when they are loaded, with a sentence a person can act on.</summary>
public sealed class UnfitModelTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"stethos-{Guid.NewGuid():n}.onnx");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Written_model_is_fit()
    {
        File.WriteAllBytes(_path, new WrittenModel().Bytes());
        using var scorer = OrtScorer.Load(_path);
        var probabilities = new float[4];
        scorer.Score(new float[18], 1, probabilities);
        Assert.Equal([0.25f, 0.25f, 0.25f, 0.25f], probabilities);
    }

    [Fact]
    public void Wrong_input_width_is_named() =>
        Refused(new WrittenModel { InputWidth = 17 }, "one input Float [-1, 18] is wanted", "x: Float [-1, 17]");

    [Fact]
    public void Wrong_number_of_labels_is_named() =>
        Refused(new WrittenModel { OutputWidth = 3 }, "one output Float [-1, 4] is wanted", "y: Float [-1, 3]");

    [Fact]
    public void Fixed_batch_is_refused() =>
        Refused(new WrittenModel { FixedBatch = 1 }, "any number of windows", "x: Float [1, 18]");

    [Fact]
    public void Second_output_is_refused() =>
        Refused(new WrittenModel { ShowsSums = true }, "one output Float [-1, 4] is wanted", "sums: Float [-1, 4]");

    [Fact]
    public void Renamed_input_is_named()
    {
        var names = (string[])ModelInput.Names.Clone();
        names[3] = "temperature";
        Refused("inputs", JsonSerializer.Serialize(names), "'envelope line 1×BPFO' as input 4", "'temperature'");
    }

    [Fact]
    public void Exchanged_inputs_are_refused()
    {
        var names = (string[])ModelInput.Names.Clone();
        (names[15], names[16]) = (names[16], names[15]);
        Refused("inputs", JsonSerializer.Serialize(names), "'kurtosis' as input 16", "'crest factor'");
    }

    [Fact]
    public void Missing_input_is_refused() =>
        Refused("inputs", JsonSerializer.Serialize(ModelInput.Names.Skip(1)), "18 inputs", "17");

    [Theory]
    [InlineData("name")]
    [InlineData("version")]
    [InlineData("inputs")]
    [InlineData("labels")]
    [InlineData("reference")]
    [InlineData("referenceName")]
    [InlineData("raiseAt")]
    [InlineData("clearAt")]
    public void Missing_metadata_is_named(string key)
    {
        var model = new WrittenModel();
        model.Metadata.Remove(key);
        Refused(model, $"metadata '{key}' is missing");
    }

    [Theory]
    [InlineData("inputs", "none", "a JSON list of names")]
    [InlineData("inputs", "[null]", "a JSON list of names")]
    [InlineData("labels", "[\"normal\"]", "two or more different names")]
    [InlineData("labels", "[\"normal\",\"normal\"]", "two or more different names")]
    [InlineData("labels", "[\"normal\",\"\"]", "two or more different names")]
    [InlineData("labels", "null", "two or more different names")]
    [InlineData("reference", "[1,2]", "18 finite numbers")]
    [InlineData("reference", "[\"a\"]", "a JSON list of numbers")]
    [InlineData("raiseAt", "high", "a number above 0, at most 1")]
    [InlineData("raiseAt", "1.5", "a number above 0, at most 1")]
    [InlineData("raiseAt", "NaN", "a number above 0, at most 1")]
    [InlineData("clearAt", "0.8", "a number below raiseAt (0.8)")]
    public void Wrong_metadata_is_named(string key, string value, string wanted) => Refused(key, value, wanted, $"metadata '{key}'");

    [Fact]
    public void Missing_file_is_named()
    {
        var wrong = Assert.Throws<ModelException>(() => OrtScorer.Load(_path));
        Assert.Contains(_path, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_off_file_is_refused() => RefusedBytes(new WrittenModel().Bytes()[..200]);

    [Fact]
    public void Empty_file_is_refused() => RefusedBytes([]);

    [Fact]
    public void Text_file_is_refused() => RefusedBytes("this is no model"u8.ToArray());

    [Fact]
    public void Half_of_the_shipped_model_is_refused()
    {
        var whole = File.ReadAllBytes(SampleModel.Int8Path);
        RefusedBytes(whole[..(whole.Length / 2)]);
    }

    private void Refused(string key, string value, params string[] parts)
    {
        var model = new WrittenModel();
        model.Metadata[key] = value;
        Refused(model, parts);
    }

    private void Refused(WrittenModel model, params string[] parts)
    {
        var message = RefusedBytes(model.Bytes());
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private string RefusedBytes(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        var wrong = Assert.Throws<ModelException>(() => OrtScorer.Load(_path));
        Assert.StartsWith(_path, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message.TrimEnd());
        return wrong.Message;
    }
}
