using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Stethos.Hal;
using Stethos.Inference;
using Stethos.Protocol;
using Stethos.Releases.Signing;
using Stethos.Update;
using Stethos.Update.Manifests;
using Stethos.Update.Slots;
using Stethos.Update.Trust;

namespace Stethos.Releases.Bundles;

/// <summary>Turns a description and its files into a signed bundle.</summary>
public sealed class ReleaseMaker(IKeyedHash hash)
{
    private const int MostArenaBytes = 1 << 24;
    private const int GoldenBytes = 16;
    private readonly SortedDictionary<ComponentCode, byte[]> _lists = [];
    private readonly SortedDictionary<ComponentCode, byte[]> _components = [];

    /// <summary>Makes and signs a release. The index of the key is spent only when everything else is right.</summary>
    /// <param name="description">What it is.</param>
    /// <param name="folder">Where its files are.</param>
    /// <param name="keys">The key set that nodes have; the signer's key has to be in it.</param>
    /// <param name="signer">Signs; its role has to allow it.</param>
    /// <param name="progress">Hears how far the signer's tree is.</param>
    /// <exception cref="ReleaseException">What is wrong with the description or its files.</exception>
    /// <exception cref="SignerException">Why the key cannot sign.</exception>
    public ReleaseBundle Make(
        ReleaseDescription description, string folder, KeySet keys, ReleaseSigner signer, IProgress<int>? progress = null)
    {
        var manifest = Describe(description, keys);
        var card = description.Card is { } file ? ReadFile(Path.Combine(folder, file)) : null;
        Require(card is not { Length: > ReleaseBundle.MaxCardLength }, $"\"card\": longer than {ReleaseBundle.MaxCardLength} bytes");
        manifest.CardDigest = card is null ? null : SHA256.HashData(card);
        _lists.Clear();
        _components.Clear();
        Add(manifest, ComponentCode.Application, description.Application, folder);
        Add(manifest, ComponentCode.Model, description.Model, folder);
        TakeGolden(manifest.Health, description.Health);
        Require(manifest.ComponentCount > 0, "neither \"application\" nor \"model\" is described");
        var buffer = new byte[Manifest.MaxLength];
        var length = manifest.Write(buffer, 0, buffer.Length, new CborWriter());
        Require(length > 0, "the manifest would be too long: fewer boards, natives or pairs");
        Check(buffer, length, manifest);
        MaySign(manifest, keys, signer);
        return new ReleaseBundle(buffer[..length], signer.KeyId, signer.Sign(buffer[..length], progress), _lists, _components, card);
    }

    private static Manifest Describe(ReleaseDescription description, KeySet keys)
    {
        var manifest = new Manifest
        {
            Sequence = description.Sequence, MinLoader = description.MinLoader, KeySetVersion = keys.Version,
            ExpirySeconds = description.Expires is { } day ? Seconds(day) : 0
        };
        keys.Vendor.CopyTo(manifest.Vendor, 0);
        Require(description.Boards.Count is >= 1 and <= Manifest.MaxClasses, $"\"boards\": 1 to {Manifest.MaxClasses}");
        Require(description.Natives.Count <= Manifest.MaxChecksums, $"\"natives\": at most {Manifest.MaxChecksums}");
        Require(description.Pairs.Count is >= 1 and <= Manifest.MaxRules, $"\"pairs\": 1 to {Manifest.MaxRules}");
        foreach (var board in description.Boards)
        {
            Require(
                board.Length is >= 1 and <= Manifest.MaxClassLength && board.All(c => c is > ' ' and <= '~'),
                $"\"boards\": '{board}' is no name of a board");
            manifest.Classes[manifest.ClassCount++] = board;
        }

        foreach (var native in description.Natives)
        {
            var checksum = 0u;
            Require(
                native.StartsWith("0x", StringComparison.Ordinal)
                && uint.TryParse(native.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out checksum),
                $"\"natives\": '{native}' is not 0x and eight digits");
            manifest.Checksums[manifest.ChecksumCount++] = checksum;
        }

        foreach (var pair in description.Pairs)
        {
            var (application, model) = (Range(pair.Application, "application"), Range(pair.Model, "model"));
            manifest.Rules[manifest.RuleCount++] = new PairRule
            {
                ApplicationLow = application.Low, ApplicationHigh = application.High, ModelLow = model.Low, ModelHigh = model.High,
                TensorAbi = pair.TensorAbi
            };
        }

        Take(manifest.Health, description.Health);
        return manifest;
    }

    private static void Take(HealthProfile health, DescribedHealth described)
    {
        (health.SoakSeconds, health.DeadlineSeconds, health.Beats) = (described.SoakSeconds, described.DeadlineSeconds, described.Beats);
        (health.LowWaterBytes, health.NeedsGateway, health.NeedsSensors) =
            (described.LowWaterBytes, described.NeedsGateway, described.NeedsSensors);
        Require(
            described.SoakSeconds >= 0 && described.DeadlineSeconds > 0 && described.Beats >= 0 && described.LowWaterBytes >= 0,
            "\"health\": numbers below 0");
        if (described.Golden == DescribedHealth.OfModel)
        {
            return;
        }

        Require(
            described.Golden.Length is 0 or 32 or 64 && described.Golden.All(char.IsAsciiHexDigit),
            $"\"golden\": 32 or 64 hexadecimal digits, or \"{DescribedHealth.OfModel}\"");
        var golden = Convert.FromHexString(described.Golden);
        golden.CopyTo(health.GoldenDigest, 0);
        health.GoldenLength = golden.Length;
    }

    // Computed here as on every node: the arithmetic has one outcome on all of them.
    private void TakeGolden(HealthProfile health, DescribedHealth described)
    {
        if (described.Golden != DescribedHealth.OfModel)
        {
            return;
        }

        Require(_components.TryGetValue(ComponentCode.Model, out var model), "\"golden\": the release brings no model");
        var error = GoldenInference.Compute(model!, MostArenaBytes, health.GoldenDigest);
        Require(error == ModelErrorCode.None, $"\"golden\": the model does not run here: {error}");
        health.GoldenLength = GoldenBytes;
    }

    private void Add(Manifest manifest, ComponentCode id, DescribedComponent? described, string folder)
    {
        if (described is null)
        {
            return;
        }

        var name = ReleaseBundle.Name(id);
        var content = ReadFile(Path.Combine(folder, described.File));
        var salt = SaltOf(content);
        var list = new ChunkList(ChunkList.MostChunks);
        var log2 = int.IsPow2(described.Chunk) ? int.Log2(described.Chunk) : 0;
        Require(
            log2 is >= ManifestComponent.MinChunkLog2 and <= ManifestComponent.MaxChunkLog2, $"\"{name}\": a chunk is 256 to 4,096 bytes");
        Require(
            list.Begin(salt, 0, content.Length, log2),
            $"\"{name}\": {described.File} is empty, or too long for chunks of {described.Chunk}");
        for (var index = 0; index < list.Count; index++)
        {
            list.Set(index, hash, content, index << log2);
        }

        var component = manifest.Components[manifest.ComponentCount++];
        (component.Id, component.Size, component.ChunkLog2) = (id, content.Length, log2);
        component.Version = Version(described.Version, name);
        component.Floor = Version(described.Floor, name);
        Require(component.Version > 0 && component.Floor <= component.Version, $"\"{name}\": its floor is above its version");
        salt.CopyTo(component.Salt, 0);
        list.ComputeRoot(hash, component.Root);
        var bytes = new byte[list.Length];
        list.Write(bytes, 0);
        _lists[id] = bytes;
        _components[id] = content;
    }

    // What a node would refuse for any reason that is in the manifest itself is refused before an index is spent.
    private static void Check(byte[] buffer, int length, Manifest manifest)
    {
        var read = new Manifest();
        var reason = new ManifestReader().Read(buffer, 0, length, read);
        Require(reason == UpdateReasonCode.None, $"every node would refuse its manifest: {reason}");
        var application = manifest.Find(ComponentCode.Application);
        var model = manifest.Find(ComponentCode.Model);
        Require(
            manifest.Rules.Take(manifest.RuleCount).Any(rule =>
                (application is null || (application.Version >= rule.ApplicationLow && application.Version <= rule.ApplicationHigh))
                && (model is null || (model.Version >= rule.ModelLow && model.Version <= rule.ModelHigh))),
            "no pair allows what the release brings");
    }

    private static void MaySign(Manifest manifest, KeySet keys, ReleaseSigner signer)
    {
        var place = keys.Find(signer.KeyId, 0);
        Require(place >= 0, $"the key is not in key set {keys.Version}: rotate to one that has it");
        var role = keys.Role(place);
        Require(
            role == KeyRoleCode.ReleaseApplication
            || (role == KeyRoleCode.ReleaseModel && manifest.Find(ComponentCode.Application) is null),
            role == KeyRoleCode.Root ? "a root key signs key sets, not releases" : "this key signs models alone");
    }

    // From the content, so that the same inputs give the same release.
    private static byte[] SaltOf(byte[] content) =>
        SHA256.HashData([.. "stethos-salt-1"u8, .. SHA256.HashData(content)])[..ManifestComponent.SaltLength];

    private static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(wrong.Message, wrong);
        }
    }

    private static uint Seconds(DateOnly day)
    {
        var seconds = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();
        Require(seconds is > 0 and <= uint.MaxValue, "\"expires\": a day from 1970-01-02 to 2106-02-07");
        return (uint)seconds;
    }

    private static (uint Low, uint High) Range(string text, string name)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (Version(text, name), Version(text, name)) : (Version(text[..dash], name), Version(text[(dash + 1)..], name));
    }

    private static uint Version(string text, string name) =>
        ReleaseVersion.Parse(text) ?? throw new ReleaseException($"\"{name}\": '{text}' is not a version such as 1.2.3");

    private static void Require(bool isRight, string message)
    {
        if (!isRight)
        {
            throw new ReleaseException(message);
        }
    }
}
