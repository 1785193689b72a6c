using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Stethos.Releases.Bundles;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Slots;
using Stethos.Update.Trust;

namespace Stethos.Gateway.Host.Provisioning;

/// <summary>
/// What a board that loads from slots is flashed with, so that its first start does not wait in rescue: the files of slot A and
/// the boot record, made by the node's own code.
/// </summary>
internal static class FirstApplication
{
    // An assembly by itself has no number that a release would be compared with: the lowest.
    private const uint PlainVersion = 1;
    private const int AnyLoader = 65_535;

    /// <summary>The files, each with its name on the board's drive.</summary>
    /// <param name="path">A release (.sbu) or an assembly converted for the device (.pe).</param>
    /// <param name="board">Board as in hardware/boards.</param>
    /// <param name="keys">Whose release it has to be; null = anybody's.</param>
    /// <param name="model">Blob that goes into the model slot beside it; null = the release's, or none.</param>
    /// <exception cref="ProvisioningException">It is not for this board, or is damaged.</exception>
    public static IReadOnlyDictionary<string, byte[]> Files(string path, FlashBoard board, KeySet? keys, byte[]? model = null)
    {
        Require(board.HasSlots, $"{board.Name} does not load its application from slots");
        var files = new FlashedFiles();
        var hash = new PortableKeyedHash();
        var verifier = new SlotVerifier(SlotSizes.Make(files, hash), new ChunkList(SlotSizes.MaxChunks), hash);
        var machine = new UpdateMachine(new BootLog(files, new byte[BootLog.DefaultLength]), verifier);
        machine.Load();
        var content = ReadFile(path);
        var facts = new ReleaseFacts();
        var parts = new List<(ComponentCode Id, ChunkList List, byte[] Bytes)>();
        if (content.AsSpan().StartsWith("NFMRK1"u8))
        {
            SHA256.HashData(content)[..BootRecord.ImageIdLength].CopyTo(facts.ImageId, 0);
            parts.Add(Plain(ComponentCode.Application, content, facts, hash));
        }
        else
        {
            AddRelease(ReadRelease(content, hash, board, keys), facts, parts);
        }

        if (model is not null)
        {
            Require(parts.TrueForAll(part => part.Id != ComponentCode.Model), "the release brings a model of its own; leave --model out");
            parts.Add(Plain(ComponentCode.Model, model, facts, hash));
        }

        var flash = new FactoryFlash(machine, hash);
        var reason = machine.Accept(facts);
        foreach (var (id, list, bytes) in parts)
        {
            reason = reason != UpdateReasonCode.None ? reason : flash.Fill(id, list, bytes);
        }

        reason = reason != UpdateReasonCode.None ? reason : flash.Finish();
        Require(reason == UpdateReasonCode.None, $"a node would not take it: {reason}");
        return files.All;
    }

    // A file that no release describes.
    private static (ComponentCode Id, ChunkList List, byte[] Bytes) Plain(
        ComponentCode id, byte[] bytes, ReleaseFacts facts, PortableKeyedHash hash)
    {
        var list = new ChunkList(SlotSizes.MaxChunks);
        Require(list.Begin(facts.ImageId, 0, bytes.Length, ChunkList.DefaultChunkLog2), "too long for a slot");
        for (var i = 0; i < list.Count; i++)
        {
            list.Set(i, hash, bytes, i << ChunkList.DefaultChunkLog2);
        }

        var half = facts.Of(id);
        (half.IsPresent, half.Version) = (true, PlainVersion);
        list.ComputeRoot(hash, half.Root);
        return (id, list, bytes);
    }

    private static void AddRelease(
        ReleaseBundle release, ReleaseFacts facts, List<(ComponentCode Id, ChunkList List, byte[] Bytes)> parts)
    {
        facts.Sequence = release.Manifest.Sequence;
        release.ImageId.CopyTo(facts.ImageId, 0);
        foreach (var part in release.Manifest.Components.Take(release.Manifest.ComponentCount))
        {
            var half = facts.Of(part.Id);
            (half.IsPresent, half.Version, half.Floor) = (true, part.Version, part.Floor);
            part.Root.CopyTo(half.Root, 0);
        }

        foreach (var (id, bytes) in release.Components)
        {
            var list = new ChunkList(SlotSizes.MaxChunks);
            var reason = list.Read(release.Lists[id], 0, release.Lists[id].Length);
            Require(reason == UpdateReasonCode.None, $"a node would not take it: {reason}");
            parts.Add((id, list, bytes));
        }
    }

    private static ReleaseBundle ReadRelease(byte[] content, PortableKeyedHash hash, FlashBoard board, KeySet? keys)
    {
        try
        {
            var release = ReleaseBundle.Read(content, hash);
            var manifest = release.Manifest;
            Require(
                manifest.Classes.Take(manifest.ClassCount).Contains(board.Name), $"the release is not for {board.Name}");
            Require(manifest.Find(ComponentCode.Application) is not null, "the release has no application");
            if (keys is not null)
            {
                var head = release.Head();
                var reason = new ReleaseVerifier(keys).Verify(head, 0, head.Length, Facts(release, board, keys));
                Require(reason == UpdateReasonCode.None, $"a node with that key set would refuse the release: {reason}");
            }

            return release;
        }
        catch (ReleaseException wrong)
        {
            throw new ProvisioningException($"--application: {wrong.Message}", wrong);
        }
    }

    // What the board itself knows, its natives and loader, it is not asked here.
    private static NodeFacts Facts(ReleaseBundle release, FlashBoard board, KeySet keys) => new()
    {
        Board = board.Name,
        LoaderVersion = AnyLoader,
        NativeChecksums = [.. release.Manifest.Checksums.Take(release.Manifest.ChecksumCount)],
        ApplicationRoom = SlotSizes.MaxChunks << ChunkList.DefaultChunkLog2,
        ModelRoom = SlotSizes.MaxChunks << ChunkList.DefaultChunkLog2,
        Sequence = release.Manifest.Sequence,
        KeySetVersion = keys.Version
    };

    private static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException($"--application: {wrong.Message}", wrong);
        }
    }

    private static void Require(bool isRight, string message)
    {
        if (!isRight)
        {
            throw new ProvisioningException($"--application: {message}");
        }
    }
}
