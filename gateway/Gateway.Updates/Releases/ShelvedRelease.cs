using System;
using System.Linq;
using Stethos.Gateway.Updates.Carousel;
using Stethos.Gateway.Updates.Checks;
using Stethos.Releases.Bundles;
using Stethos.Update;
using Stethos.Update.Manifests;

namespace Stethos.Gateway.Updates.Releases;

/// <summary>A release that was taken in and read back.</summary>
public sealed class ShelvedRelease
{
    internal ShelvedRelease(ReleaseBundle bundle)
    {
        Manifest = bundle.Manifest;
        Digest = bundle.Digest;
        Id = Convert.ToHexStringLower(Digest);
        Content = new ImageContent(
            Digest[..8], bundle.Head(),
            [.. bundle.Components.Select(part => (Listed: Manifest.Find(part.Key)!, Bytes: part.Value)).Select(part =>
                new ImageComponent(part.Listed.Id, part.Bytes, part.Listed.ChunkLog2, part.Listed.Root))]);
        Bytes = bundle.Components.Values.Sum(component => component.Length);
        Label = LabelOf(Manifest);
    }

    public Manifest Manifest { get; }

    /// <summary>SHA-256 of the manifest, 32 bytes.</summary>
    public byte[] Digest { get; }

    /// <summary>The digest as 64 digits.</summary>
    public string Id { get; }

    /// <summary>The digits that people use.</summary>
    public string ShortId => Id[..16];

    /// <summary>What it brings, for people.</summary>
    public string Label { get; }

    public int Bytes { get; }

    public ImageContent Content { get; }

    private static string LabelOf(Manifest manifest)
    {
        var application = manifest.Find(ComponentCode.Application);
        var model = manifest.Find(ComponentCode.Model);
        return string.Join(", ", new[]
        {
            application is null ? "" : "application " + ReleaseCheck.Version(application.Version),
            model is null ? "" : "model " + ReleaseCheck.Version(model.Version)
        }.Where(part => part.Length > 0));
    }
}
