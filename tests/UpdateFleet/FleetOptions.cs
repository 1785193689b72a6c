using Stethos.Gateway.Updates.Sessions;

namespace Stethos.UpdateFleet;

/// <summary>A site, its nodes and how lossy its air is.</summary>
/// <param name="Nodes">Number of nodes.</param>
/// <param name="Loss">Share of messages each node misses, of statuses the gateway misses, independent of each other.</param>
/// <param name="Seed">Of losses and jitter.</param>
/// <param name="HandOut">How the image is handed out.</param>
/// <param name="Symbols">Repair symbols a node has room for.</param>
/// <param name="Running">What nodes run; null = nothing they could take chunks from.</param>
public sealed record FleetOptions(int Nodes, double Loss, int Seed, HandOutOptions HandOut, int Symbols = 64,
    FleetImage? Running = null);
