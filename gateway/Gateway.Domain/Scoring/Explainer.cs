using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Domain.Scoring;

/// <summary>
/// Finds the inputs that drove a verdict by occlusion: each input in turn is set to its healthy reference and the
/// model is asked again; the fall of the label's probability is the input's contribution.
/// </summary>
public sealed class Explainer(IScorer scorer)
{
    private const int Shown = 3;

    /// <summary>The three inputs with the largest contribution, largest first.</summary>
    public IReadOnlyList<AlertDriverView> Explain(float[] inputs, int label)
    {
        var facts = scorer.Facts;
        var count = inputs.Length;
        var labels = facts.Labels.Count;
        var rows = new float[(count + 1) * count];
        for (var row = 0; row <= count; row++)
        {
            inputs.CopyTo(rows, row * count);
            if (row < count)
            {
                rows[row * count + row] = facts.Reference[row];
            }
        }

        var probabilities = new float[(count + 1) * labels];
        scorer.Score(rows, count + 1, probabilities);
        var whole = probabilities[count * labels + label];
        return Enumerable.Range(0, count)
            .Select(input => (Input: input, Fall: (double)whole - probabilities[input * labels + label]))
            .OrderByDescending(pair => pair.Fall)
            .ThenByDescending(pair => inputs[pair.Input] - facts.Reference[pair.Input])
            .Take(Shown)
            .Select(pair => new AlertDriverView(
                facts.Inputs[pair.Input],
                ModelInput.Unit(pair.Input),
                ModelInput.ToReadable(pair.Input, inputs[pair.Input]),
                ModelInput.ToReadable(pair.Input, facts.Reference[pair.Input]),
                facts.ReferenceName,
                pair.Fall))
            .ToArray();
    }
}
