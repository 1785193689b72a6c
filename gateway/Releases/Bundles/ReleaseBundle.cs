using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Manifests;
using Stethos.Update.Slots;

namespace Stethos.Releases.Bundles;

/// <summary>
/// A release in one file (suffix .sbu): what a node gets first (manifest, signature, chunk lists) and the components themselves,
/// as one deterministic CBOR map. Reading it checks form and digests; who signed it is for a node, or
/// <see cref="Stethos.Update.Trust.ReleaseVerifier"/>, to say.
/// </summary>
public sealed class ReleaseBundle
{
    /// <summary>Suffix of the file.</summary>
    public const string Suffix = ".sbu";

    /// <summary>Longest card.</summary>
    public const int MaxCardLength = 65_536;

    /// <summary>Longest bundle: a card and both components as large as 1,024 chunks of 4 KB can be.</summary>
    public const int MaxLength = ManifestBundle.MaxLength + MaxCardLength + Manifest.MaxComponents * (MaxComponentLength + 16);

    private const int MaxComponentLength = ManifestComponent.MaxChunks << ManifestComponent.MaxChunkLog2;
    private const int ManifestField = 1;
    private const int SignatureField = 2;
    private const int ListsField = 3;
    private const int ComponentsField = 4;
    private const int CardField = 5;

    private readonly SortedDictionary<ComponentCode, byte[]> _lists = [];
    private readonly SortedDictionary<ComponentCode, byte[]> _components = [];

    internal ReleaseBundle(
        byte[] manifest, byte[] keyId, byte[] signature, IReadOnlyDictionary<ComponentCode, byte[]> lists,
        IReadOnlyDictionary<ComponentCode, byte[]> components, byte[]? card)
    {
        Card = card;
        (ManifestBytes, KeyId, Signature) = (manifest, keyId, signature);
        foreach (var (id, list) in lists)
        {
            _lists.Add(id, list);
        }

        foreach (var (id, component) in components)
        {
            _components.Add(id, component);
        }

        var reason = new ManifestReader().Read(manifest, 0, manifest.Length, Manifest);
        Require(reason == UpdateReasonCode.None, $"its manifest is refused: {reason}");
    }

    /// <summary>What was signed.</summary>
    public byte[] ManifestBytes { get; }

    public Manifest Manifest { get; } = new();

    /// <summary>The 8 bytes that name the signer's key.</summary>
    public byte[] KeyId { get; }

    public byte[] Signature { get; }

    /// <summary>SHA-256 of the manifest: what commands name the release by.</summary>
    public byte[] Digest => SHA256.HashData(ManifestBytes);

    /// <summary>First 8 bytes of the digest: what chunks name it by.</summary>
    public byte[] ImageId => Digest[..8];

    /// <summary>Chunk lists, components ascending.</summary>
    public IReadOnlyDictionary<ComponentCode, byte[]> Lists => _lists;

    /// <summary>The components' bytes, ascending.</summary>
    public IReadOnlyDictionary<ComponentCode, byte[]> Components => _components;

    /// <summary>What tells people about it, such as a model card; its hash stands in the manifest. Null = none.</summary>
    public byte[]? Card { get; }

    /// <summary>What a node gets before the first chunk: a <see cref="ManifestBundle"/>.</summary>
    public byte[] Head()
    {
        var buffer = new byte[ManifestBundle.MaxLength];
        var writer = new CborWriter();
        writer.Reset(buffer, 0, buffer.Length);
        ManifestBundle.WriteHead(writer, ManifestBytes, ManifestBytes.Length, KeyId, Signature, _lists.Count);
        WriteAll(writer, _lists);
        return writer.Overflow ? throw new ReleaseException("the bundle is too long") : buffer[..writer.Length];
    }

    /// <summary>The file.</summary>
    public byte[] Write()
    {
        var room = _components.Values.Sum(component => component.Length + 16) + (Card?.Length + 8 ?? 0);
        var buffer = new byte[ManifestBundle.MaxLength + room];
        var writer = new CborWriter();
        writer.Reset(buffer, 0, buffer.Length);
        writer.MapStart(Card is null ? 4 : 5);
        writer.Unsigned(ManifestField);
        writer.Bytes(ManifestBytes, 0, ManifestBytes.Length);
        writer.Unsigned(SignatureField);
        writer.ArrayStart(2);
        writer.Bytes(KeyId, 0, KeyId.Length);
        writer.Bytes(Signature, 0, Signature.Length);
        writer.Unsigned(ListsField);
        writer.ArrayStart(_lists.Count);
        WriteAll(writer, _lists);
        writer.Unsigned(ComponentsField);
        writer.ArrayStart(_components.Count);
        WriteAll(writer, _components);
        if (Card is not null)
        {
            writer.Unsigned(CardField);
            writer.Bytes(Card, 0, Card.Length);
        }

        return writer.Overflow ? throw new ReleaseException("the bundle is too long") : buffer[..writer.Length];
    }

    /// <summary>Reads untrusted bytes and checks that every component is the one its list and the manifest name.</summary>
    /// <exception cref="ReleaseException">What is wrong with them.</exception>
    public static ReleaseBundle Read(byte[] content, IKeyedHash hash)
    {
        Require(content.Length <= MaxLength, "it is longer than any release");
        Require(StrictForm.Holds(content, 0, content.Length), "it is cut short, damaged, or no release bundle");
        var reader = new CborReader();
        reader.Reset(content, 0, content.Length);
        Require(reader.ReadMapStart(out var pairs) && pairs is 4 or 5, "it is no release bundle");
        Key(reader, ManifestField);
        var manifest = Bytes(reader, content, Manifest.MaxLength);
        Key(reader, SignatureField);
        Require(reader.ReadArrayStart(out var parts) && parts == 2, "its signature is malformed");
        var keyId = Bytes(reader, content, ManifestBundle.KeyIdLength);
        Require(keyId.Length == ManifestBundle.KeyIdLength, "its signature is malformed");
        var signature = Bytes(reader, content, ManifestBundle.MaxSignatureLength);
        Key(reader, ListsField);
        var lists = ByComponent(reader, content, ManifestBundle.MaxListLength);
        Key(reader, ComponentsField);
        var components = ByComponent(reader, content, MaxComponentLength);
        byte[]? card = null;
        if (pairs == 5)
        {
            Key(reader, CardField);
            card = Bytes(reader, content, MaxCardLength);
        }

        Require(reader.Remaining == 0, "bytes follow its end");
        var bundle = new ReleaseBundle(manifest, keyId, signature, lists, components, card);
        bundle.Check(hash);
        return bundle;
    }

    internal void Check(IKeyedHash hash)
    {
        var named = Manifest.Components.Take(Manifest.ComponentCount).ToArray();
        Require(
            _lists.Keys.SequenceEqual(named.Select(part => part.Id)) && _components.Keys.SequenceEqual(_lists.Keys),
            "it does not hold what its manifest names");
        var promised = CardDigest();
        Require(
            Card is null ? promised is null : SHA256.HashData(Card).AsSpan().SequenceEqual(promised),
            "its card is not the one the manifest names");
        var digest = new byte[ChunkList.RootLength];
        foreach (var part in named)
        {
            var list = new ChunkList(ChunkList.MostChunks);
            var (bytes, content) = (_lists[part.Id], _components[part.Id]);
            Require(list.Read(bytes, 0, bytes.Length) == UpdateReasonCode.None && list.IsRootOf(part.Root, hash)
                && bytes.AsSpan(0, ChunkList.SaltLength).SequenceEqual(part.Salt) && list.Size == part.Size
                && list.ChunkLog2 == part.ChunkLog2, $"the chunk list of its {Name(part.Id)} is not the one the manifest names");
            Require(content.Length == part.Size, $"its {Name(part.Id)} has another length than the manifest says");
            for (var index = 0; index < list.Count; index++)
            {
                hash.Compute(list.Key, content, index << list.ChunkLog2, list.LengthOf(index), digest);
                Require(list.HasDigest(index, digest), $"chunk {index} of its {Name(part.Id)} is damaged");
            }
        }
    }

    // Nodes skip this key, and so does their reader; the form was checked before.
    private byte[]? CardDigest()
    {
        var reader = new CborReader();
        reader.Reset(ManifestBytes, 0, ManifestBytes.Length);
        reader.ReadMapStart(out var pairs);
        while (pairs-- > 0 && reader.ReadInt(ushort.MaxValue, out var key))
        {
            if (key == ManifestKey.Card)
            {
                return Bytes(reader, ManifestBytes, SHA256.HashSizeInBytes);
            }

            reader.Skip();
        }

        return null;
    }

    internal static string Name(ComponentCode id) => id == ComponentCode.Application ? "application" : "model";

    private static void WriteAll(CborWriter writer, SortedDictionary<ComponentCode, byte[]> parts)
    {
        foreach (var (id, bytes) in parts)
        {
            ManifestBundle.WriteList(writer, id, bytes, bytes.Length);
        }
    }

    private static SortedDictionary<ComponentCode, byte[]> ByComponent(CborReader reader, byte[] content, int most)
    {
        var parts = new SortedDictionary<ComponentCode, byte[]>();
        Require(reader.ReadArrayStart(out var count) && count is >= 1 and <= Manifest.MaxComponents, "it has no components, or too many");
        var before = ComponentCode.None;
        for (var i = 0; i < count; i++)
        {
            var id = 0;
            Require(
                reader.ReadArrayStart(out var pair) && pair == 2 && reader.ReadInt((int)ComponentCode.Model, out id)
                && (ComponentCode)id > before, "a component is malformed, unknown or out of order");
            before = (ComponentCode)id;
            parts.Add(before, Bytes(reader, content, most));
        }

        return parts;
    }

    private static void Key(CborReader reader, int key) =>
        Require(reader.ReadInt(CardField, out var read) && read == key, "it is malformed, or of another form");

    private static byte[] Bytes(CborReader reader, byte[] content, int most)
    {
        Require(reader.ReadBytes(most, out var at, out var length), "it is cut short or malformed");
        return content[at..(at + length)];
    }

    private static void Require(bool isRight, string message)
    {
        if (!isRight)
        {
            throw new ReleaseException(message);
        }
    }
}
