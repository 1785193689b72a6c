using System;

namespace Stethos.Gateway.Domain.View;

/// <summary>One point of a node's own trend.</summary>
public sealed record HealthPoint(DateTimeOffset Time, uint FreeBytes, uint LowWaterBytes, int Depth);
