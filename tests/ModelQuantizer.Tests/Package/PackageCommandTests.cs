using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Stethos.ModelQuantizer.Cli;
using Stethos.ModelQuantizer.Card;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Size.Tiers;
using Stethos.ModelQuantizer.Tests.Kit;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Releases.Signing;
using Stethos.Testing;
using Stethos.Update;
using Stethos.Update.Trust;

namespace Stethos.ModelQuantizer.Tests.Package;

public sealed class PackageCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _card;

    public PackageCommandTests()
    {
        var model = _folder.Of("bearing.onnx");
        var graph = SmallNetworks.Dense();
        OnnxModel.Save(graph, model);
        var samples = SmallNetworks.Samples(graph, 40);
        var values = Enumerable.Range(0, samples.Count).SelectMany(i => samples.Read(i)[0].ToFloats()).ToArray();
        File.WriteAllBytes(_folder.Of("data.f32"), MemoryMarshal.AsBytes<float>(values).ToArray());
        Assert.Equal(0, Run("quantize", model, "--data", _folder.Of("data.f32"), "-o", _folder.Of("made"), "--tier", "all").Code);
        _card = _folder.Of("made/bearing.card.json");
        MakeKeys();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_that_fits_is_signed_with_its_card_and_the_same_again_gives_the_same_bytes()
    {
        var (code, output, error) = Package("one.sbu", "--tier", "T2");
        Assert.True(code == 0, error);
        Assert.Contains("model 1.2.3, sequence 9", output, StringComparison.Ordinal);
        var content = File.ReadAllBytes(_folder.Of("one.sbu"));
        Assert.Equal(0, Package("two.sbu", "--tier", "T2").Code);
        Assert.Equal(content, File.ReadAllBytes(_folder.Of("two.sbu")));

        var bundle = ReleaseBundle.Read(content, new PortableKeyedHash());
        Assert.Equal(File.ReadAllBytes(_folder.Of("made/bearing.nqm")), bundle.Components[ComponentCode.Model]);
        Assert.Equal(File.ReadAllBytes(_card), bundle.Card);
        Assert.Contains("stm32f769i-discovery-rev-a", bundle.Manifest.Classes);
        Assert.DoesNotContain("esp32-wroom-32-rev-a", bundle.Manifest.Classes);
    }

    [Fact]
    public void For_all_tiers_means_those_whose_nodes_run_models()
    {
        var (code, output, error) = Package("all.sbu");
        Assert.True(code == 0, output + error);
        var manifest = ReleaseBundle.Read(File.ReadAllBytes(_folder.Of("all.sbu")), new PortableKeyedHash()).Manifest;
        Assert.DoesNotContain("esp32-wroom-32-rev-a", manifest.Classes);
        Assert.Equal(1, Package("t1.sbu", "--tier", "T1").Code);
    }

    [Fact]
    public void For_the_gateway_its_own_form_is_signed_and_no_node_takes_it()
    {
        var (code, output, error) = Package("gateway.sbu", "--tier", "G1");
        Assert.True(code == 0, error);
        Assert.Contains("for gateway", output, StringComparison.Ordinal);
        var bundle = ReleaseBundle.Read(File.ReadAllBytes(_folder.Of("gateway.sbu")), new PortableKeyedHash());
        Assert.Equal(File.ReadAllBytes(_folder.Of("made/bearing.gateway.onnx")), bundle.Components[ComponentCode.Model]);
        Assert.Equal(GatewayBoard.Name, Assert.Single(bundle.Manifest.Classes[..bundle.Manifest.ClassCount]));
        Assert.Equal(File.ReadAllBytes(_card), bundle.Card);
    }

    [Fact]
    public void A_model_that_does_not_fit_a_tier_is_not_packaged_for_it()
    {
        var tiers = Directory.CreateDirectory(_folder.Of("hardware/tiers")).FullName;
        var usual = TierFolder.Find(AppContext.BaseDirectory);
        var wide = File.ReadAllText(Path.Combine(usual, "T1.json"));
        var narrow = wide.Replace("\"bytes\": 16384", "\"bytes\": 100", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(tiers, "T1.json"), narrow);
        var (code, output, _) = Package("one.sbu", "--tier", "T1", "--tiers", tiers, "--board", "esp32-wroom-32-rev-a");
        Assert.Equal(1, code);
        Assert.Contains("not packaged: it does not fit T1", output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Of("one.sbu")));
    }

    [Fact]
    public void What_does_not_belong_together_is_refused_before_a_signature_is_spent()
    {
        Assert.Contains("boards", Bad("--tier", "T2", "--board", "a board"), StringComparison.Ordinal);
        var blob = _folder.Of("made/bearing.nqm");
        var bytes = File.ReadAllBytes(blob);
        bytes[^1] ^= 1;
        File.WriteAllBytes(blob, bytes);
        Assert.Contains("bearing.nqm: this is not the file", Bad("--tier", "T2"), StringComparison.Ordinal);
        File.Delete(_card);
        Assert.Contains("there is no such file", Bad("--tier", "T2"), StringComparison.Ordinal);
        using var signer = ReleaseSigner.Open(_folder.Of("model.key"));
        Assert.Equal(0, signer.Used);
    }

    private string Bad(params string[] more)
    {
        var (code, _, error) = Package("bad.sbu", more);
        Assert.Equal(2, code);
        Assert.False(File.Exists(_folder.Of("bad.sbu")));
        return error;
    }

    private (int Code, string Output, string Error) Package(string target, params string[] more) => Run(
    [
        "package", _card, "-o", _folder.Of(target), "--model-version", "1.2.3", "--sequence", "9", "--key", _folder.Of("model.key"),
        "--keys", _folder.Of("keys.sks"), .. more,
    ]);

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (QuantizerCommandLine.Run(arguments, output, error), output.ToString(), error.ToString());
    }

    private void MakeKeys()
    {
        (string Name, KeyRoleCode Role)[] wanted =
            [("root1", KeyRoleCode.Root), ("root2", KeyRoleCode.Root), ("model", KeyRoleCode.ReleaseModel)];
        foreach (var (name, role) in wanted)
        {
            SignerKeyMaker.Make(new SignerKeyRequest(role, _folder.Of(name + ".key"), _folder.Of($"witness/{name}"), Height: 5));
        }

        using var first = ReleaseSigner.Open(_folder.Of("root1.key"));
        using var second = ReleaseSigner.Open(_folder.Of("root2.key"));
        using var model = ReleaseSigner.Open(_folder.Of("model.key"));
        var document = KeySetFile.Document(
            1, 2, new byte[8], [(first.Role, first.PublicKey), (second.Role, second.PublicKey), (model.Role, model.PublicKey)], 0);
        File.WriteAllBytes(
            _folder.Of("keys.sks"),
            KeySetFile.Make(document, [(first.KeyId, first.Sign(document)), (second.KeyId, second.Sign(document))]).Content);
    }
}
