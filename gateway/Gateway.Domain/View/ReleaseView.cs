using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>A release that was taken in.</summary>
/// <param name="Id">16 digits its digest begins with: what commands name it by.</param>
/// <param name="Label">What it brings, for people.</param>
/// <param name="Sequence">Number of the manifest.</param>
/// <param name="Boards">Boards it is for.</param>
/// <param name="Bytes">Bytes of its components.</param>
/// <param name="Expires">After this no node begins it; null = never.</param>
/// <param name="Held">Why no further node is told to switch; null when nothing holds it.</param>
/// <param name="Signed">Whether the owner of the nodes signed it; null when this gateway cannot tell.</param>
/// <param name="Proof">The same in words.</param>
public sealed record ReleaseView(
    string Id, string Label, uint Sequence, IReadOnlyList<string> Boards, int Bytes, DateTimeOffset? Expires, string? Held,
    bool? Signed, string Proof);
