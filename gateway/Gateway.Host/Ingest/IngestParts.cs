using System;
using Stethos.Gateway.Host.Serving;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Host.Updates;
using Stethos.Gateway.Mqtt;
using Stethos.Gateway.Storage;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>What the ingest loop works with.</summary>
internal sealed record IngestParts
{
    public required SiteMemory Site { get; init; }

    public required SqliteStore Store { get; init; }

    public required StoreWriter Writer { get; init; }

    public required SiteRestore Restore { get; init; }

    public required InboundQueue Inbound { get; init; }

    /// <summary>Null without a model.</summary>
    public ScoringStage? Scoring { get; init; }

    /// <summary>Null when nobody watches the nodes' own condition.</summary>
    public UpkeepStage? Upkeep { get; init; }

    /// <summary>Null when nobody looks at verdicts of models on nodes.</summary>
    public EdgeStage? Edge { get; init; }

    public required PictureStage Pictures { get; init; }

    public required CropStage Crops { get; init; }

    public required NodeSender Sender { get; init; }

    public required ConfigurationDesk Configurations { get; init; }

    public required PeriodicTurns Periodic { get; init; }

    /// <summary>Null when nothing is handed out here.</summary>
    public UpdateDesk? Updates { get; init; }

    /// <summary>Null keeps everything.</summary>
    public Retention? Retention { get; init; }

    public required TimeProvider Time { get; init; }
}
