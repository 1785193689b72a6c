using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Protocol;

namespace Stethos.Gateway.Updates.Carousel;

/// <summary>
/// What is handed out: a release's manifest bundle (manifest, signatures, chunk lists) and its components, in the order in which
/// nodes fetch them. Stage 0 is the bundle, stage n component n.
/// </summary>
public sealed class ImageContent
{
    private readonly byte[] _bundle;
    private readonly int _keySet;

    /// <summary><paramref name="id"/>: 8 bytes, the first of SHA-256 of the manifest.</summary>
    public ImageContent(byte[] id, byte[] bundle, IReadOnlyList<ImageComponent> components)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(id.Length, ManifestPart.ImageLength);
        ArgumentOutOfRangeException.ThrowIfZero(bundle.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bundle.Length, ManifestPart.MaxParts * ManifestPart.MaxData);
        Id = id;
        _bundle = bundle;
        Components = components;
    }

    /// <summary>A key set: nothing but the bundle. <paramref name="id"/>: the first 8 bytes of SHA-256 of the key set.</summary>
    public ImageContent(byte[] id, byte[] bundle, int keySetVersion)
        : this(id, bundle, []) => _keySet = keySetVersion;

    public byte[] Id { get; }

    /// <summary>Whether it is a key set.</summary>
    public bool IsKeySet => _keySet > 0;

    public IReadOnlyList<ImageComponent> Components { get; }

    public int Parts => (_bundle.Length + ManifestPart.MaxData - 1) / ManifestPart.MaxData;

    /// <summary>Stages: bundle and components.</summary>
    public int Stages => 1 + Components.Count;

    /// <summary>Pieces of a stage: parts or chunks.</summary>
    public int PiecesOf(int stage) => stage == 0 ? Parts : Components[stage - 1].Count;

    /// <summary>Stage in which a node fetches a component; 0 for the bundle, -1 for none of this image.</summary>
    public int StageOf(int component) => component == 0
        ? 0
        : Components.Select((one, i) => (int)one.Component == component ? i + 1 : -1).FirstOrDefault(stage => stage > 0, -1);

    /// <summary>Whether a node says that it runs all of it, or trusts this key set or a later one.</summary>
    public bool IsRunBy(UpdateStatus status) => IsKeySet
        ? status.Basis[UpdateBasis.KeySet] >= _keySet
        : Components.All(one => one.IsRunBy(status));

    public ReadOnlySpan<byte> PartOf(int index) =>
        _bundle.AsSpan(index * ManifestPart.MaxData, Math.Min(ManifestPart.MaxData, _bundle.Length - index * ManifestPart.MaxData));
}
