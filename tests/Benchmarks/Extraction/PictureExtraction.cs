using System;
using System.Linq;
using Stethos.Benchmarks.Kit;
using Stethos.Features.Vision;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Benchmarks.Extraction;

/// <summary>Features of pictures per second, against the same arithmetic in C; every figure must be equal.</summary>
internal sealed class PictureExtraction
{
    /// <summary>192 means, 48 edges, 32 bins, light, changed blocks, shift x, y, confidence.</summary>
    public const int Figures = PictureGrid.Blocks + PictureGrid.Cells + PictureScan.Bins + 5;

    private const int Rounds = 15;
    private const int Pictures = 12;
    private readonly PictureScan _scan;
    private readonly BackgroundModel _background = new();
    private readonly ShiftEstimator _shift;

    private PictureExtraction(int width, int height)
    {
        _scan = new PictureScan(width, height, withEdges: true);
        _shift = new ShiftEstimator(width, height);
    }

    public static void Measure(Report report)
    {
        Measure(report, 160, 120);
        Measure(report, 96, 96);
    }

    private static void Measure(Report report, int width, int height)
    {
        var name = $"picture {width}x{height}";
        var view = new PartPictureParameters { Width = width, Height = height, DriftXPxPerSecond = 0.3, DriftYPxPerSecond = -0.2 };
        var generator = new PartPictureGenerator(view);
        var pictures = Enumerable.Range(0, Pictures).Select(number =>
        {
            var picture = GC.AllocateArray<byte>(width * height, pinned: true);
            generator.Render(2 * number, picture, 0);
            return picture;
        }).ToArray();
        var extraction = new PictureExtraction(width, height);
        var floor = new PictureFloor(pictures, width, height);
        var figures = new int[Figures];
        for (var i = 0; i < 3 * Pictures; i++)
        {
            extraction.Compute(pictures[i % Pictures]);
            extraction.CopyTo(figures);
            floor.Compute(i % Pictures);
            if (!figures.SequenceEqual(floor.Result))
            {
                throw new BenchmarkException($"{name}: picture {i} differs between C# and C");
            }
        }

        var turn = 0;
        void Next() => extraction.Compute(pictures[turn = (turn + 1) % Pictures]);
        var seconds = Timing.Alternate(Rounds, Timing.Loop(Next), floor.Time);
        var rates = seconds.Select(loop => loop.Select(value => 1 / value).ToArray()).ToArray();
        report.Add($"{name}: C# / C", Spread.OfRatios(rates[0], rates[1]), "");
        report.Add($"{name}: C# per picture", Spread.Of(seconds[0]).Scaled(1e6), "us");
        report.Add($"{name}: C per picture", Spread.Of(seconds[1]).Scaled(1e6), "us");
        report.Add($"{name}: allocated per picture", Timing.AllocatedBytes(Next), "B", Goal.AtMost(0));
    }

    private void Compute(byte[] picture)
    {
        _scan.Begin();
        for (var y = 0; y < _scan.Height; y++)
        {
            _scan.AddRow(picture, y * _scan.Width);
        }

        _scan.End();
        _background.Update(_scan.Means);
        if (!_shift.HasReference)
        {
            _shift.SetReference(_scan);
        }

        _shift.Begin(_scan);
        _shift.Continue(int.MaxValue);
    }

    private void CopyTo(int[] figures)
    {
        _scan.Means.CopyTo(figures, 0);
        _scan.Edges.Select(edge => (int)edge).ToArray().CopyTo(figures, PictureGrid.Blocks);
        _scan.Histogram.Select(bin => (int)bin).ToArray().CopyTo(figures, PictureGrid.Blocks + PictureGrid.Cells);
        int[] rest = [_scan.Light, _background.Changed, _shift.ShiftX, _shift.ShiftY, _shift.Confidence];
        rest.CopyTo(figures, Figures - rest.Length);
    }
}
