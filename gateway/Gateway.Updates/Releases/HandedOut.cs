using System;
using Stethos.Gateway.Domain.Updates;
using Stethos.Gateway.Updates.Carousel;
using Stethos.Protocol;

namespace Stethos.Gateway.Updates.Releases;

/// <summary>What nodes can be given: a release, or the next key set. Both travel the same way.</summary>
public abstract class HandedOut(byte[] digest, string label, ImageContent content)
{
    /// <summary>SHA-256 of the manifest or the key set, 32 bytes: what commands name it by.</summary>
    public byte[] Digest => digest;

    /// <summary>The digest as 64 digits.</summary>
    public string Id { get; } = Convert.ToHexStringLower(digest);

    /// <summary>The digits that people use.</summary>
    public string ShortId => Id[..16];

    /// <summary>What it brings, for people.</summary>
    public string Label => label;

    public ImageContent Content => content;

    /// <summary>The command by which a node begins with it.</summary>
    public abstract UpdateActionCode Action { get; }

    /// <summary>How long a node may take to prove it, seconds; 0 when it proves nothing.</summary>
    public abstract int TrialSeconds { get; }

    /// <summary>Where a node is with it, see <see cref="Tracking.PhaseRule"/>.</summary>
    public abstract UpdatePhaseCode Next(UpdatePhaseCode before, UpdateStatus status, long sinceOfferMs);
}
