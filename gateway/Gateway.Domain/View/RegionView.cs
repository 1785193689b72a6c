namespace Stethos.Gateway.Domain.View;

/// <summary>A part of a picture that differs from its background, in blocks of the 16 × 12 grid.</summary>
/// <param name="Column">Left block, from 0.</param>
/// <param name="Row">Upper block, from 0.</param>
/// <param name="Columns">Width in blocks.</param>
/// <param name="Rows">Height in blocks.</param>
/// <param name="Changed">Blocks inside that changed.</param>
public sealed record RegionView(int Column, int Row, int Columns, int Rows, int Changed);
