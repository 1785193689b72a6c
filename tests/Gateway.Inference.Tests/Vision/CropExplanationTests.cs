using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.Vision;
using Stethos.Hal.Virtual.Vision;
using Xunit.Abstractions;

namespace Stethos.Gateway.Inference.Tests.Vision;

/// <summary>
/// What is said of the shipped model's verdicts, held against where the generator put the defect. A hole that was never
/// drilled is left out: the pattern of the other holes tells it as much as its own place does.
/// </summary>
public sealed class CropExplanationTests(ITestOutputHelper output)
{
    // As in the tests of the model: never trained on.
    private const ulong FirstFamily = 9001;

    private const int Families = 40;

    // Parts with an even number are cut around the middle of 160 × 120 pixels.
    private const int CropLeft = 32;
    private const int CropTop = 12;

    // Half a defect may stick out of the square that decides.
    private const int Margin = 4;

    [Theory]
    [InlineData(PartDefect.Scratch, 26)]
    [InlineData(PartDefect.Dent, 20)]
    [InlineData(PartDefect.Stain, 34)]
    public void The_first_square_shown_mostly_holds_the_defect(PartDefect defect, int leastHits)
    {
        using var scorer = OrtScorer.Load(Path.Combine(AppContext.BaseDirectory, "part-surface.onnx"), InputContract.Crop);
        var explainer = new CropExplainer(scorer);
        var (shown, hits, unsaid) = (0, 0, 0);
        for (var family = FirstFamily; family < FirstFamily + Families; family++)
        {
            var view = PartPictureParameters.Drawn(family, 2, defect) with { Severity = 0.9 };
            var inputs = PartCrop.Of(view, CropExplainer.Side).Select(grey => (float)grey).ToArray();
            var answer = new float[scorer.Facts.Labels.Count];
            scorer.Score(inputs, 1, answer);
            if (answer[(int)defect] < scorer.Facts.RaiseAt)
            {
                continue;
            }

            var drivers = explainer.Explain(inputs, (int)defect);
            if (drivers[0].Feature == CropExplainer.NoSquare)
            {
                unsaid++;
                continue;
            }

            shown++;
            hits += Holds(drivers[0].Feature, view) ? 1 : 0;
            Assert.All(drivers, driver => Assert.InRange(driver.Reference, 0, 100 * scorer.Facts.RaiseAt));
        }

        output.WriteLine($"{defect}: {hits} of {shown} first squares hold it, {unsaid} times no square decides");
        Assert.InRange(hits, leastHits, shown);
    }

    private static bool Holds(string feature, PartPictureParameters view)
    {
        var place = Regex.Match(feature, @"column (\d+), row (\d+)");
        new PartPictureGenerator(view).Locate(0, out var x, out var y);
        return IsWithin(x - CropLeft, place.Groups[1].Value) && IsWithin(y - CropTop, place.Groups[2].Value);
    }

    private static bool IsWithin(double pixel, string first)
    {
        var least = int.Parse(first, CultureInfo.InvariantCulture) - Margin;
        return pixel >= least && pixel < least + CropExplainer.Square + (2 * Margin);
    }
}
