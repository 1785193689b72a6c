using System.Collections.Generic;

namespace Stethos.Hardware.Tests.Model;

/// <summary>hardware/tiers/*.json.</summary>
internal sealed record Tier(IReadOnlyDictionary<string, TierFigure> Budgets);

internal sealed record TierFigure(long Bytes, string Provenance);
