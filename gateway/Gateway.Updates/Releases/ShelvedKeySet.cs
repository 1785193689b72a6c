using System.Security.Cryptography;
using Stethos.Gateway.Domain.Updates;
using Stethos.Gateway.Updates.Carousel;
using Stethos.Gateway.Updates.Tracking;
using Stethos.Protocol;
using Stethos.Releases.KeySets;

namespace Stethos.Gateway.Updates.Releases;

/// <summary>A key set that was taken in.</summary>
public sealed class ShelvedKeySet : HandedOut
{
    internal ShelvedKeySet(KeySetFile file)
        : this(file, SHA256.HashData(file.Keys.Bytes))
    {
    }

    private ShelvedKeySet(KeySetFile file, byte[] digest)
        : base(digest, $"key set {file.Keys.Version}", new ImageContent(digest[..8], file.Content, file.Keys.Version)) => File = file;

    public KeySetFile File { get; }

    public int Version => File.Keys.Version;

    public override UpdateActionCode Action => UpdateActionCode.TakeKeySet;

    public override int TrialSeconds => 0;

    public override UpdatePhaseCode Next(UpdatePhaseCode before, UpdateStatus status, long sinceOfferMs) =>
        PhaseRule.NextOfKeySet(before, status, Version, Content.Id, sinceOfferMs);
}
