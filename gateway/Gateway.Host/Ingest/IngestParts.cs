using System;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Mqtt;
using Stethos.Gateway.Storage;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>What the ingest loop works with.</summary>
internal sealed record IngestParts(
    SiteMemory Site, SqliteStore Store, StoreWriter Writer, InboundQueue Inbound, ScoringStage? Scoring,
    NodeSender Sender, BurstScheduler Bursts, TimeProvider Time);
