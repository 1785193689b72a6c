using System;
using System.Linq;
using Stethos.Features.Vision;
using Stethos.Hal.Virtual.Vision;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Vision;

/// <summary>
/// How many defects of generated parts the background model sees at the limits a node has by default, and how often it calls
/// when nothing happened: noise, shake, daylight and a lamp that fades.
/// </summary>
public sealed class GeneratedPartsTests(ITestOutputHelper output)
{
    private const int Families = 8;
    private const int SecondsEach = 2;
    private const int Before = 14;
    private static readonly int Blocks = new App.Vision.VisionOptions().ChangedBlocks;

    [Theory]
    [InlineData(PartDefect.Scratch, 0.7)]
    [InlineData(PartDefect.Dent, 0.9)]
    [InlineData(PartDefect.Stain, 0.7)]
    [InlineData(PartDefect.Missing, 0.7)]
    public void A_defect_that_appears_is_seen_in_most_families(PartDefect defect, double least)
    {
        var seen = 0;
        for (var family = 1; family <= Families; family++)
        {
            var changed = Run(
                new PartPictureParameters
                {
                    Family = (ulong)family,
                    Seed = (ulong)family,
                    Defect = defect,
                    Severity = 0.8,
                    DefectStartSeconds = Before * SecondsEach - 1
                },
                Before + 3);
            seen += changed[Before..].Any(count => count >= Blocks) ? 1 : 0;
        }

        output.WriteLine($"{defect}: {seen} of {Families}");
        Assert.InRange(seen, least * Families, Families);
    }

    [Fact]
    public void What_is_no_change_of_the_part_rarely_calls()
    {
        var (calls, pictures) = (0, 0);
        for (var family = 1; family <= Families; family++)
        {
            var changed = Run(
                new PartPictureParameters
                {
                    Family = (ulong)family,
                    Seed = (ulong)family,
                    DaylightSwing = 0.1,
                    LightStartSeconds = 30,
                    LightLossPerSecond = 0.002,
                    NoiseGrey = 3
                },
                60);
            calls += changed.Count(count => count >= Blocks);
            pictures += changed.Length;
        }

        output.WriteLine($"{calls} of {pictures} pictures call");
        Assert.InRange(calls, 0, pictures / 200);
    }

    private static int[] Run(PartPictureParameters view, int pictures)
    {
        var generator = new PartPictureGenerator(view);
        var picture = new byte[view.Width * view.Height];
        var scan = new PictureScan(view.Width, view.Height, withEdges: false);
        var background = new BackgroundModel();
        return Enumerable.Range(0, pictures).Select(number =>
        {
            generator.Render(number * SecondsEach, picture, 0);
            scan.Begin();
            for (var y = 0; y < view.Height; y++)
            {
                scan.AddRow(picture, y * view.Width);
            }

            scan.End();
            background.Update(scan.Means);
            return background.Changed;
        }).ToArray();
    }
}
