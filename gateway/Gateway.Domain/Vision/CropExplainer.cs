using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Domain.Vision;

/// <summary>
/// Finds where in a crop a verdict comes from by occlusion: each square of 32 × 32 pixels, every 16 pixels, is painted over
/// with what its border leads to expect, and the model is asked again. A square decides when without it the verdict would
/// not raise an alert and its odds are much smaller; the small dents that painting leaves in a probability say nothing.
/// </summary>
public sealed class CropExplainer(IScorer scorer)
{
    /// <summary>Pixels of a crop's side that models look at.</summary>
    public const int Side = 96;

    /// <summary>Pixels of a painted square's side: larger than most faults, so that none is left half visible.</summary>
    public const int Square = 32;

    /// <summary>The odds of the label fall at least to this part of what they were when a square decides.</summary>
    public const double LeastFall = 3;

    /// <summary>What is said when the model holds to its verdict whichever square is painted over.</summary>
    public const string NoSquare = "no single square of the crop decides: the verdict stands without any of them";

    private const int Step = 16;
    private const int Across = ((Side - Square) / Step) + 1;
    private const int Squares = Across * Across;
    private const int Shown = 3;

    /// <summary>
    /// At most three deciding squares that do not overlap, the strongest first: value and reference are the label's probability
    /// in percent with and without it. One line without figures, <see cref="NoSquare"/>, when none decides.
    /// </summary>
    public IReadOnlyList<AlertDriverView> Explain(float[] inputs, int label)
    {
        var without = Without(inputs, label);
        var whole = without[Squares];
        List<AlertDriverView> drivers = [];
        List<int> taken = [];
        foreach (var square in Enumerable.Range(0, Squares).OrderBy(square => without[square]))
        {
            if (drivers.Count < Shown && Decides(whole, without[square]) && !taken.Exists(other => Overlap(square, other)))
            {
                taken.Add(square);
                drivers.Add(new AlertDriverView(
                    $"square of {Square} pixels at column {ColumnOf(square)}, row {RowOf(square)} of the crop", "%", 100 * whole,
                    100 * without[square], "without it", whole - without[square]));
            }
        }

        return drivers.Count > 0 ? drivers : [AlertDriverView.Saying(NoSquare)];
    }

    // The label's probability with each square painted over, and last with none.
    private double[] Without(float[] inputs, int label)
    {
        var labels = scorer.Facts.Labels.Count;
        var rows = new float[(Squares + 1) * inputs.Length];
        for (var square = 0; square <= Squares; square++)
        {
            var row = rows.AsSpan(square * inputs.Length, inputs.Length);
            inputs.CopyTo(row);
            if (square < Squares)
            {
                PaintOver(row, ColumnOf(square), RowOf(square));
            }
        }

        var probabilities = new float[(Squares + 1) * labels];
        scorer.Score(rows, Squares + 1, probabilities);
        return [.. Enumerable.Range(0, Squares + 1).Select(square => (double)probabilities[(square * labels) + label])];
    }

    private bool Decides(double whole, double without) =>
        without < scorer.Facts.RaiseAt && whole * (1 - without) >= LeastFall * without * (1 - whole);

    private static int ColumnOf(int square) => square % Across * Step;

    private static int RowOf(int square) => square / Across * Step;

    private static bool Overlap(int a, int b) =>
        Math.Abs(ColumnOf(a) - ColumnOf(b)) < Square && Math.Abs(RowOf(a) - RowOf(b)) < Square;

    // Each pixel becomes the mean of the pixels outside the square's four sides, near ones counting more: a plain square of one
    // grey would be a new stain.
    private static void PaintOver(Span<float> picture, int left, int top)
    {
        for (var y = 0; y < Square; y++)
        {
            for (var x = 0; x < Square; x++)
            {
                var sum = 0f;
                var weights = 0f;
                Weigh(picture, left - 1, top + y, x + 1, ref sum, ref weights);
                Weigh(picture, left + Square, top + y, Square - x, ref sum, ref weights);
                Weigh(picture, left + x, top - 1, y + 1, ref sum, ref weights);
                Weigh(picture, left + x, top + Square, Square - y, ref sum, ref weights);
                picture[((top + y) * Side) + left + x] = sum / weights;
            }
        }
    }

    private static void Weigh(ReadOnlySpan<float> picture, int column, int row, int distance, ref float sum, ref float weights)
    {
        if (column is >= 0 and < Side && row is >= 0 and < Side)
        {
            var weight = 1f / distance;
            sum += weight * picture[(row * Side) + column];
            weights += weight;
        }
    }
}
