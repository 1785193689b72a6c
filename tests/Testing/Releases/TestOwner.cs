using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.Protocol;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Releases.Signing;
using Stethos.Update;
using Stethos.Update.Manifests;
using Stethos.Update.Slots;
using Stethos.Update.Trust;

namespace Stethos.Testing.Releases;

/// <summary>
/// An owner of nodes with all his keys (H5, so that they are made at once): three root keys of which two are needed, one for
/// applications and one for models. Makes signed bundles as the product does.
/// </summary>
public sealed class TestOwner : IDisposable
{
    public const string Board = "esp32-s3-n16r8-rev-a";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, ReleaseSigner> _signers = [];

    /// <summary>Makes the keys and the first key set.</summary>
    /// <param name="vendor">One byte that tells owners apart.</param>
    public TestOwner(byte vendor = 1)
    {
        Vendor = [.. Enumerable.Repeat(vendor, Manifest.VendorLength)];
        foreach (var (name, role) in ((string, KeyRoleCode)[])
            [
                ("root1", KeyRoleCode.Root), ("root2", KeyRoleCode.Root), ("root3", KeyRoleCode.Root),
                ("app", KeyRoleCode.ReleaseApplication), ("model", KeyRoleCode.ReleaseModel)
            ])
        {
            NewKey(name, role);
        }

        First = KeySet(1, "root1", "root2", "root3", "app", "model");
    }

    public byte[] Vendor { get; }

    /// <summary>The key set that nodes are flashed with.</summary>
    public KeySetFile First { get; }

    /// <summary>The signer of this name.</summary>
    public ReleaseSigner this[string name] => _signers[name];

    /// <summary>Makes another key.</summary>
    public ReleaseSigner NewKey(string name, KeyRoleCode role)
    {
        var request = new SignerKeyRequest(role, _folder.Of(name + ".key"), Path.Combine(_folder.Of("witness"), name), Height: 5);
        SignerKeyMaker.Make(request);
        return _signers[name] = ReleaseSigner.Open(request.Path);
    }

    /// <summary>A key set of these keys, signed by root1 and root2 unless told otherwise.</summary>
    public KeySetFile KeySet(int version, params string[] names) => KeySet(version, 0, ["root1", "root2"], names);

    /// <summary>A key set of these keys, signed by those.</summary>
    public KeySetFile KeySet(int version, uint sequenceBase, string[] signers, string[] names)
    {
        var keys = names.Select(name => (_signers[name].Role, _signers[name].PublicKey)).ToArray();
        var document = KeySetFile.Document(version, 2, Vendor, keys, sequenceBase);
        return KeySetFile.Make(document, [.. signers.Select(name => (_signers[name].KeyId, _signers[name].Sign(document)))]);
    }

    /// <summary>A manifest of this owner for <see cref="Board"/> that replaces what is given; versions are 1.0.sequence.</summary>
    public static Manifest Describe(byte[] vendor, uint sequence, byte[]? application, byte[]? model, int keySetVersion = 1)
    {
        var manifest = new Manifest { Sequence = sequence, KeySetVersion = keySetVersion };
        vendor.CopyTo(manifest.Vendor, 0);
        (manifest.Classes[0], manifest.ClassCount) = (Board, 1);
        Add(manifest, ComponentCode.Application, application);
        Add(manifest, ComponentCode.Model, model);
        manifest.Rules[0] = new PairRule { ApplicationHigh = uint.MaxValue, ModelHigh = uint.MaxValue, TensorAbi = 1 };
        manifest.RuleCount = 1;
        (manifest.Health.SoakSeconds, manifest.Health.DeadlineSeconds) = (10, 100);
        return manifest;
    }

    /// <summary>A signed release of the components given, by "app" unless it is of a model alone.</summary>
    public SignedRelease Release(
        uint sequence, byte[]? application, byte[]? model, Action<Manifest>? change = null, string? signer = null, int keySetVersion = 1)
    {
        var manifest = Describe(Vendor, sequence, application, model, keySetVersion);
        change?.Invoke(manifest);
        var buffer = new byte[Manifest.MaxLength];
        var bytes = buffer[..manifest.Write(buffer, 0, buffer.Length, new CborWriter())];
        var key = _signers[signer ?? (application is null ? "model" : "app")];
        return SignedRelease.Of(bytes, key.KeyId, key.Sign(bytes), application, model);
    }

    /// <summary>What a node of this owner knows of itself: nothing was updated yet.</summary>
    public static NodeFacts Facts() => new()
    {
        Board = Board, LoaderVersion = 1, ApplicationRoom = 1 << 20, ModelRoom = 1 << 20, ApplicationVersion = 1, ModelVersion = 1,
        TensorAbi = 1, KeySetVersion = 1
    };

    public void Dispose()
    {
        foreach (var signer in _signers.Values)
        {
            signer.Dispose();
        }

        _folder.Dispose();
    }

    internal static ChunkList List(ComponentCode id, byte[] content)
    {
        var list = new ChunkList(ChunkList.MostChunks);
        var hash = new PortableKeyedHash();
        list.Begin([.. Enumerable.Repeat((byte)(0x50 + (int)id), ChunkList.SaltLength)], 0, content.Length, ChunkList.DefaultChunkLog2);
        for (var i = 0; i < list.Count; i++)
        {
            list.Set(i, hash, content, i << ChunkList.DefaultChunkLog2);
        }

        return list;
    }

    private static void Add(Manifest manifest, ComponentCode id, byte[]? content)
    {
        if (content is not null)
        {
            var list = List(id, content);
            var part = manifest.Components[manifest.ComponentCount++];
            (part.Id, part.Version, part.Size, part.ChunkLog2) = (id, 0x01_00_0000 + manifest.Sequence, content.Length, list.ChunkLog2);
            part.Salt.AsSpan().Fill((byte)(0x50 + (int)id));
            list.ComputeRoot(new PortableKeyedHash(), part.Root);
        }
    }
}
