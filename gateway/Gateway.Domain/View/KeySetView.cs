namespace Stethos.Gateway.Domain.View;

/// <summary>A key set of the nodes' owner that was taken in.</summary>
/// <param name="Id">16 digits its digest begins with: what commands name it by.</param>
/// <param name="Version">Its number.</param>
/// <param name="Newest">True for the one that releases are to be signed under.</param>
/// <param name="ForAll">True when every node is to have it, also one that comes later.</param>
/// <param name="Nodes">Nodes that trust it.</param>
/// <param name="Behind">Nodes that trust an older one.</param>
public sealed record KeySetView(string Id, int Version, bool Newest, bool ForAll, int Nodes, int Behind);
