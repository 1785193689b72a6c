using System;
using System.IO;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Host.Serving;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Releases.Signing;
using Stethos.Testing;
using Stethos.Update;
using Stethos.Update.Trust;

namespace Stethos.Gateway.Host.Tests.Serving;

public sealed class ModelFilesTests : IDisposable
{
    private const string Board = "esp32-s3-n16r8-rev-a";
    private readonly TemporaryFolder _folder = new();
    private readonly string _onnx;
    private readonly string _keys;

    public ModelFilesTests()
    {
        _onnx = _folder.Of("bearing.onnx");
        _keys = _folder.Of("keys.sks");
        File.Copy(Path.Combine(RepositoryFiles.Root, "gateway/models/bearing-condition/bearing-condition.onnx"), _onnx);
        MakeKeys();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_package_signed_for_gateways_is_loaded_and_scores_like_the_file()
    {
        using var signed = ModelFiles.Load("--model", Package(GatewayBoard.Name), Keys, InputContract.Window);
        using var plain = ModelFiles.Load("--model", _onnx, null, InputContract.Window);
        var (inputs, one, other) = (new float[18], new float[4], new float[4]);
        signed.Score(inputs, 1, one);
        plain.Score(inputs, 1, other);
        Assert.Equal(other, one);
        Assert.Equal(plain.Facts.Name, signed.Facts.Name);
    }

    [Fact]
    public void What_the_owner_did_not_sign_for_gateways_is_refused_with_file_and_cause()
    {
        var package = Package(GatewayBoard.Name);
        Assert.Contains("--key-set", Refused(package, null), StringComparison.Ordinal);
        Assert.Contains("that the owner signed", Refused(_onnx, Keys), StringComparison.Ordinal);
        Assert.Contains("BoardMismatch", Refused(Package(Board), Keys), StringComparison.Ordinal);
        var bytes = File.ReadAllBytes(package);
        bytes[bytes.Length / 2] ^= 1;
        var broken = _folder.Of("broken.sbu");
        File.WriteAllBytes(broken, bytes);
        Assert.StartsWith($"--model '{broken}': ", Refused(broken, Keys), StringComparison.Ordinal);
        Assert.Contains("gone.sbu", Refused(_folder.Of("gone.sbu"), Keys), StringComparison.Ordinal);
        MakeKeys();
        Assert.Contains("Mismatch", Refused(package, Keys), StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_of_what_is_no_model_is_refused()
    {
        File.WriteAllBytes(_onnx, [1, 2, 3]);
        Assert.Contains("--model: ", Refused(Package(GatewayBoard.Name), Keys), StringComparison.Ordinal);
    }

    private KeySet Keys => KeySetFile.Read(File.ReadAllBytes(_keys)).Keys;

    private static string Refused(string path, KeySet? keys) =>
        Assert.Throws<GatewayException>(() => ModelFiles.Load("--model", path, keys, InputContract.Window)).Message;

    private string Package(string board)
    {
        using var signer = ReleaseSigner.Open(_folder.Of("model.key"));
        var description = new ReleaseDescription
        {
            Sequence = 1,
            Boards = [board],
            Model = new DescribedComponent { File = "bearing.onnx", Version = "1.0.0" },
            Pairs = [new DescribedPair { Application = "0.0.1-255.255.65535", Model = "1.0.0" }],
        };
        var path = _folder.Of(board + ".sbu");
        File.WriteAllBytes(path, new ReleaseMaker(new PortableKeyedHash()).Make(description, _folder.Path, Keys, signer).Write());
        return path;
    }

    // Each time of another owner.
    private void MakeKeys()
    {
        var turn = Guid.NewGuid().ToString("N");
        var roots = new[] { "root1", "root2" };
        foreach (var name in roots)
        {
            SignerKeyMaker.Make(new SignerKeyRequest(KeyRoleCode.Root, Key(name), _folder.Of($"witness/{turn}/{name}"), Height: 5));
        }

        File.Delete(_folder.Of("model.key"));
        File.Delete(_folder.Of("model.key.ledger"));
        SignerKeyMaker.Make(
            new SignerKeyRequest(KeyRoleCode.ReleaseModel, _folder.Of("model.key"), _folder.Of($"witness/{turn}/model"), Height: 5));
        using var first = ReleaseSigner.Open(Key("root1"));
        using var second = ReleaseSigner.Open(Key("root2"));
        using var model = ReleaseSigner.Open(_folder.Of("model.key"));
        var document = KeySetFile.Document(
            1, 2, Guid.NewGuid().ToByteArray()[..8],
            [(first.Role, first.PublicKey), (second.Role, second.PublicKey), (model.Role, model.PublicKey)], 0);
        File.WriteAllBytes(
            _keys, KeySetFile.Make(document, [(first.KeyId, first.Sign(document)), (second.KeyId, second.Sign(document))]).Content);

        string Key(string name) => _folder.Of($"{turn}-{name}.key");
    }
}
