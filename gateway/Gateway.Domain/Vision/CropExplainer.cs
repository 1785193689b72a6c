using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Domain.Vision;

/// <summary>
/// Finds where in a crop a verdict comes from by occlusion: each square of 16 × 16 pixels in turn is painted with the
/// crop's mean grey and the model is asked again; the fall of the label's probability is the square's contribution.
/// </summary>
public sealed class CropExplainer(IScorer scorer)
{
    /// <summary>Pixels of a crop's side that models look at.</summary>
    public const int Side = 96;

    private const int Square = 16;
    private const int Across = Side / Square;
    private const int Squares = Across * Across;
    private const int Shown = 3;

    /// <summary>The squares with the largest contribution, largest first; none that contributes nothing.</summary>
    public IReadOnlyList<AlertDriverView> Explain(float[] inputs, int label)
    {
        var labels = scorer.Facts.Labels.Count;
        var mean = inputs.Average();
        var rows = new float[(Squares + 1) * inputs.Length];
        for (var square = 0; square <= Squares; square++)
        {
            var row = rows.AsSpan(square * inputs.Length, inputs.Length);
            inputs.CopyTo(row);
            for (var line = 0; square < Squares && line < Square; line++)
            {
                row.Slice((((square / Across * Square) + line) * Side) + (square % Across * Square), Square).Fill(mean);
            }
        }

        var probabilities = new float[(Squares + 1) * labels];
        scorer.Score(rows, Squares + 1, probabilities);
        var whole = probabilities[(Squares * labels) + label];
        return
        [
            .. Enumerable.Range(0, Squares)
                .Select(square => (Square: square, Without: probabilities[(square * labels) + label]))
                .Where(pair => pair.Without < whole)
                .OrderBy(pair => pair.Without)
                .Take(Shown)
                .Select(pair => new AlertDriverView(
                    $"square at column {pair.Square % Across * Square}, row {pair.Square / Across * Square} of the crop", "", whole,
                    pair.Without, "without this square", whole - pair.Without))
        ];
    }
}
