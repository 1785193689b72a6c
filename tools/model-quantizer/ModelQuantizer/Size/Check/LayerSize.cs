using System.Collections.Generic;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>A row of the per-layer table.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Text">What it does: "Conv + Relu".</param>
/// <param name="Kind">As tier files write it.</param>
/// <param name="Output">"48 × 48 × 8" or so: positions and channels.</param>
/// <param name="Macs">Multiply-accumulates.</param>
/// <param name="WeightBytes">Weights alone.</param>
/// <param name="OutputBytes">Of the result.</param>
/// <param name="LiveBytes">Tensors live while it runs, rounded as the arena is.</param>
/// <param name="DeadChannels">Output channels without weights.</param>
/// <param name="LatencyMs">By tier.</param>
/// <param name="Error">Error of the layer as measured elsewhere; null when not given.</param>
public sealed record LayerSize(
    string Name,
    string Text,
    string Kind,
    string Output,
    long Macs,
    long WeightBytes,
    long OutputBytes,
    long LiveBytes,
    int DeadChannels,
    IReadOnlyDictionary<string, CostInterval> LatencyMs,
    double? Error);
