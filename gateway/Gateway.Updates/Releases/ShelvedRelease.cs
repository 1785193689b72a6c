using System.Linq;
using System.Threading;
using Stethos.Gateway.Domain.Updates;
using Stethos.Gateway.Updates.Carousel;
using Stethos.Gateway.Updates.Checks;
using Stethos.Gateway.Updates.Tracking;
using Stethos.Protocol;
using Stethos.Releases.Bundles;
using Stethos.Update;
using Stethos.Update.Manifests;

namespace Stethos.Gateway.Updates.Releases;

/// <summary>A release that was taken in and read back.</summary>
public sealed class ShelvedRelease : HandedOut
{
    private (string By, ReleaseProof Proof)? _proof;
    private readonly Lock _sync = new();

    internal ShelvedRelease(ReleaseBundle bundle)
        : base(bundle.Digest, LabelOf(bundle.Manifest), ContentOf(bundle))
    {
        Manifest = bundle.Manifest;
        Head = bundle.Head();
        Bytes = bundle.Components.Values.Sum(component => component.Length);
        Model = bundle.Components.TryGetValue(ComponentCode.Model, out var model) ? model : null;
    }

    public Manifest Manifest { get; }

    public int Bytes { get; }

    /// <summary>The model that it brings; null when it brings none.</summary>
    public byte[]? Model { get; }

    /// <summary>Manifest, signature and chunk lists.</summary>
    internal byte[] Head { get; }

    public override UpdateActionCode Action => UpdateActionCode.Download;

    public override int TrialSeconds => Manifest.Health.DeadlineSeconds;

    public override UpdatePhaseCode Next(UpdatePhaseCode before, UpdateStatus status, long sinceOfferMs) =>
        PhaseRule.Next(before, status, Manifest, Content.Id, sinceOfferMs);

    /// <summary>Who signed it, by the newest key set there is.</summary>
    public ReleaseProof ProofBy(KeySetShelf keySets)
    {
        var newest = keySets.Newest;
        lock (_sync)
        {
            if (_proof is not { } known || known.By != (newest?.Id ?? ""))
            {
                _proof = known = (newest?.Id ?? "", ReleaseProof.Of(this, newest));
            }

            return known.Proof;
        }
    }

    private static ImageContent ContentOf(ReleaseBundle bundle) => new(
        bundle.ImageId, bundle.Head(),
        [.. bundle.Components.Select(part => (Listed: bundle.Manifest.Find(part.Key)!, Bytes: part.Value)).Select(part =>
            new ImageComponent(part.Listed.Id, part.Bytes, part.Listed.ChunkLog2, part.Listed.Root))]);

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
