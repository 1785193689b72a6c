using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Inference;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests.Updates;

/// <summary>A model alone replaced on boards as programs of their own: the application stays, and the model has to prove itself.</summary>
[Collection(Collections.Faults)]
public sealed class ModelTests(ITestOutputHelper output) : IDisposable
{
    private readonly UpdateSite _site = new(2);
    private readonly byte[] _blob = File.ReadAllBytes(RepositoryFiles.PathOf("gateway", "models", "bearing-edge", "bearing-edge.nqm"));

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_model_is_swapped_under_the_application_and_one_that_answers_wrongly_goes_back()
    {
        _site.StartBoards();
        Assert.Equal(0, _site.Update("keys", _site.Owner.KeysFile).Code);
        var first = _site.Add(_site.Owner.Model(_blob, "1.1.0"));
        Assert.Equal(0, _site.Update("start", first, "--all").Code);
        Until.True(() => _site.Phases(first).SequenceEqual(["Confirmed", "Confirmed"]), UpdateSite.Patience, () => _site.Status);
        Assert.All(_site.Devices, device => Assert.True(Runs(device, "0.1.0", "1.1.0"), device));

        // It is what scores windows now: boards that were flashed without one had none.
        Until.True(
            () => _site.Devices.All(device => _site.Node(device).Contains("\"finding\":\"Equal\"", StringComparison.Ordinal)),
            UpdateSite.Patience, "verdicts of the model");

        // Its own known answers are wrong by one code: everything about it is signed and whole, and it is not kept.
        var wrong = _blob.ToArray();
        Spoil(wrong);
        var second = _site.Add(_site.Owner.Model(wrong, "1.2.0"));
        Assert.Equal(0, _site.Update("start", second, "--node", _site.Devices[0]).Code);
        Until.True(() => _site.Phases(second).SequenceEqual(["RolledBack"]), UpdateSite.Patience, () => _site.Status);
        Assert.Equal(
            "went back to what it ran before: on trial the model gave another answer than it should", _site.Texts(second).Single());
        Until.True(() => Runs(_site.Devices[0], "0.1.0", "1.1.0"), UpdateSite.Patience, "the model before runs again");
        output.WriteLine(_site.Status);
        _site.Finish();
    }

    [Fact]
    public void A_model_that_does_not_fit_what_runs_is_refused_by_node_and_cause_and_nothing_is_sent()
    {
        _site.StartBoards();
        var form = _site.Add(_site.Owner.Model(_blob, "1.1.0", tensorAbi: 7));
        var (code, text) = _site.Update("start", form, "--all");
        Assert.Equal(1, code);
        Assert.Contains(
            "not for node-01: tensors: it is for form 7, and what stays on the node has form 0", text, StringComparison.Ordinal);
        Assert.Contains("not for node-02: tensors:", text, StringComparison.Ordinal);
        var pair = _site.Add(_site.Owner.Model(_blob, "1.1.0", applications: "3.0.0-4.0.0"));
        Assert.Contains(
            "pairs: none allows application 0.1.0 with model 1.1.0", _site.Update("start", pair, "--all").Text, StringComparison.Ordinal);
        Assert.Empty(_site.Phases(form));
        _site.Finish();
    }

    // The last code of the last known answer, and the hash over all.
    private static void Spoil(byte[] blob)
    {
        var model = new Model();
        Assert.Equal(ModelErrorCode.None, model.Prepare(blob, 0, blob.Length, 1 << 18, true));
        var count = BitConverter.ToInt32(blob, ModelFormat.SelfTestCountAt);
        Assert.True(count > 0, "the model has no known answers");
        var end = BitConverter.ToInt32(blob, ModelFormat.SelfTestsAt) + (count * (model.InputLength + model.OutputLength));
        blob[end - 1] ^= 1;
        SHA256.HashData(blob.AsSpan(0, blob.Length - SHA256.HashSizeInBytes)).CopyTo(blob, blob.Length - SHA256.HashSizeInBytes);
    }

    private bool Runs(string device, string application, string model)
    {
        var node = _site.Node(device);
        return node.Contains($"\"application\":\"{application}\",\"model\":\"{model}\"", StringComparison.Ordinal);
    }
}
