using System;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Releases.Signing;
using Stethos.Testing;
using Stethos.Update;
using Stethos.Update.Trust;

namespace Stethos.EndToEnd.Tests.Updates;

/// <summary>An owner of nodes: keys to sign with, and releases of the second application, sound ones and others.</summary>
internal sealed class TestOwner : IDisposable
{
    private const string Sound = "behaviour=sound.";
    private static readonly byte[] Vendor = [1, 2, 3, 4, 5, 6, 7, 8];
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _witnesses = new();
    private readonly string[] _roots;
    private readonly string _releaseKey;
    private readonly string _modelKey;
    private KeySetFile _keys;
    private uint _sequence;

    public TestOwner()
    {
        _roots = [Make(KeyRoleCode.Root, "root-1"), Make(KeyRoleCode.Root, "root-2")];
        _releaseKey = Make(KeyRoleCode.ReleaseApplication, "release");
        _modelKey = Make(KeyRoleCode.ReleaseModel, "model");
        _keys = KeySet(1);
        File.WriteAllBytes(KeysFile, _keys.Content);
    }

    /// <summary>The first key set, for boards.</summary>
    public string KeysFile => _folder.Of("owner.sks");

    /// <summary>Signs the next key set, under which releases are made from now on; returns its file.</summary>
    public string Rotate()
    {
        _keys = KeySet(_keys.Keys.Version + 1);
        var file = _folder.Of($"owner-{_keys.Keys.Version}.sks");
        File.WriteAllBytes(file, _keys.Content);
        return file;
    }

    /// <summary>A release of the second application, version 2.0.0, that behaves so, with a model when there is one.</summary>
    public ReleaseBundle Release(
        string behaviour = Sound, int deadlineSeconds = 60, int soakSeconds = 1, byte[]? model = null, params string[] natives)
    {
        File.WriteAllBytes(_folder.Of("application.dll"), With(behaviour));
        File.WriteAllBytes(_folder.Of("model.nqm"), model ?? []);
        using var signer = ReleaseSigner.Open(_releaseKey);
        _sequence++;
        return new ReleaseMaker(new PortableKeyedHash()).Make(
            new ReleaseDescription
            {
                Sequence = _sequence,
                Boards = ["virtual-rev-a"],
                Natives = natives,
                Application = new DescribedComponent { File = "application.dll", Version = "2.0.0" },
                Model = model is null ? null : new DescribedComponent { File = "model.nqm", Version = "2.0.0" },
                Pairs = [new DescribedPair { Application = "1.0.0-9.0.0", Model = "0.0.0-9.0.0" }],
                Health = new DescribedHealth
                {
                    SoakSeconds = soakSeconds, DeadlineSeconds = deadlineSeconds, Beats = 20, LowWaterBytes = 1000
                }
            },
            _folder.Path, _keys.Keys, signer);
    }

    /// <summary>A release of a model alone.</summary>
    public ReleaseBundle Model(byte[] blob, string version, uint tensorAbi = 0, string applications = "0.0.0-9.0.0")
    {
        File.WriteAllBytes(_folder.Of("model.nqm"), blob);
        using var signer = ReleaseSigner.Open(_modelKey);
        _sequence++;
        return new ReleaseMaker(new PortableKeyedHash()).Make(
            new ReleaseDescription
            {
                Sequence = _sequence,
                Boards = ["virtual-rev-a"],
                Model = new DescribedComponent { File = "model.nqm", Version = version },
                Pairs = [new DescribedPair { Application = applications, Model = "0.0.0-9.0.0", TensorAbi = tensorAbi }],
                Health = new DescribedHealth { SoakSeconds = 1, DeadlineSeconds = 60, Beats = 20, LowWaterBytes = 1000 }
            },
            _folder.Path, _keys.Keys, signer);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _witnesses.Dispose();
    }

    private static byte[] With(string behaviour)
    {
        Assert.Equal(Sound.Length, behaviour.Length);
        var image = File.ReadAllBytes(Programs.SecondApplication);
        var at = image.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Sound));
        Assert.True(at > 0, "the application has no behaviour to write over");
        Encoding.Unicode.GetBytes(behaviour).CopyTo(image, at);
        return image;
    }

    private KeySetFile KeySet(int version)
    {
        var signers = _roots.Select(ReleaseSigner.Open).ToList();
        using var release = ReleaseSigner.Open(_releaseKey);
        using var model = ReleaseSigner.Open(_modelKey);
        var document = KeySetFile.Document(
            version, 2, Vendor,
            [
                .. signers.Select(root => (KeyRoleCode.Root, root.PublicKey)), (KeyRoleCode.ReleaseApplication, release.PublicKey),
                (KeyRoleCode.ReleaseModel, model.PublicKey)
            ], 0);
        var keys = KeySetFile.Make(document, [.. signers.Select(root => (root.KeyId, root.Sign(document)))]);
        signers.ForEach(root => root.Dispose());
        return keys;
    }

    private string Make(KeyRoleCode role, string name) =>
        SignerKeyMaker.Make(new SignerKeyRequest(role, _folder.Of(name + ".slk"), _witnesses.Of(name + ".witness"), Height: 5)).Single();
}
