using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.Features.Vision;
using Xunit.Abstractions;

namespace Stethos.Features.Tests.Vision;

/// <summary>Accuracy of the global shift over generated shifts up to 15 pixels each way, and what is not to be believed.</summary>
public sealed class ShiftEstimatorTests(ITestOutputHelper output)
{
    private const int Seed = 20262;

    [Theory]
    [InlineData(160, 120, 1.0, 1.5)]
    [InlineData(160, 120, 0.6, 1.5)]
    [InlineData(160, 120, 1.4, 4)]
    [InlineData(96, 96, 1.0, 1.5)]
    public void Generated_shifts_are_found(int width, int height, double light, double noise)
    {
        var random = new Random(Seed);
        var trials = new List<Trial>();
        for (var scene = 0; scene < 20; scene++)
        {
            var (across, down) = (width + 40, height + 40);
            var large = Scene.Texture(random, across, down);
            var reference = Scene.Cut(large, across, 20, 20, width, height);
            var estimator = new ShiftEstimator(width, height);
            estimator.SetReference(PictureScanTests.Scan(reference, width, height, height));
            for (var trial = 0; trial < 12; trial++)
            {
                var (dx, dy) = (random.Next(-15, 16), random.Next(-15, 16));
                var seen = Scene.Cut(large, across, 20 - dx, 20 - dy, width, height);
                var picture = Scene.Expose(random, seen.Select(pixel => (float)pixel).ToArray(), light, noise);
                trials.Add(Estimate(estimator, picture, width, height, dx, dy));
            }
        }

        Report($"{width} x {height}, light {light}, noise {noise}", trials);
        Assert.InRange(trials.Count(trial => trial.IsSure) / (double)trials.Count, 0.6, 1);
        Assert.InRange(trials.Count(trial => trial.IsSure && trial.Error > 1) / (double)trials.Count, 0, 0.02);
    }

    [Fact]
    public void Real_surfaces_shifted_within_the_picture_are_found_or_not_believed()
    {
        foreach (var name in (string[])["magnetic_tile_96.u8", "neu_96.u8"])
        {
            var file = Path.Combine(Files.SharedData, "vision", name);
            if (!File.Exists(file))
            {
                output.WriteLine($"{name} is not there: nothing tried");
                continue;
            }

            var random = new Random(Seed);
            var all = File.ReadAllBytes(file);
            var trials = new List<Trial>();
            for (var picture = 0; picture < all.Length / 9216; picture += 3)
            {
                var whole = all[(picture * 9216)..((picture + 1) * 9216)];
                var estimator = new ShiftEstimator(64, 64);
                estimator.SetReference(PictureScanTests.Scan(Scene.Cut(whole, 96, 16, 16, 64, 64), 64, 64, 64));
                for (var i = 0; i < 4; i++)
                {
                    var (dx, dy) = (random.Next(-15, 16), random.Next(-15, 16));
                    trials.Add(Estimate(estimator, Scene.Cut(whole, 96, 16 - dx, 16 - dy, 64, 64), 64, 64, dx, dy));
                }
            }

            Report(name, trials);
            Assert.InRange(trials.Count(trial => trial.IsSure && trial.Error > 1.5) / (double)trials.Count(trial => trial.IsSure), 0, 0.1);
        }
    }

    [Fact]
    public void Shifts_between_pixels_are_told_to_a_quarter()
    {
        const int width = 160;
        const int height = 120;
        var random = new Random(Seed);
        var errors = new List<double>();
        for (var scene = 0; scene < 10; scene++)
        {
            var large = Scene.Texture(random, 4 * (width + 20), 4 * (height + 20));
            var estimator = new ShiftEstimator(width, height);
            estimator.SetReference(PictureScanTests.Scan(Reduce(large, 40, 40), width, height, height));
            for (var quarter = -8; quarter <= 8; quarter++)
            {
                var trial = Estimate(estimator, Reduce(large, 40 - quarter, 40 + quarter), width, height, quarter / 4.0, -quarter / 4.0);
                if (trial.IsSure)
                {
                    errors.Add(trial.Error);
                }
            }
        }

        errors.Sort();
        output.WriteLine(
            $"seed {Seed}: {errors.Count} of {10 * 17} sure, median {errors[errors.Count / 2]:F2} px,"
            + $" 95 % {errors[errors.Count * 95 / 100]:F2} px");
        Assert.InRange(errors[errors.Count * 95 / 100], 0, 0.5);

        byte[] Reduce(byte[] large, int left, int top)
        {
            var across = 4 * (width + 20);
            var small = new byte[width * height];
            for (var i = 0; i < small.Length; i++)
            {
                var sum = 0;
                for (var k = 0; k < 16; k++)
                {
                    sum += large[(top + i / width * 4 + k / 4) * across + left + i % width * 4 + k % 4];
                }

                small[i] = (byte)(sum / 16);
            }

            return small;
        }
    }

    [Fact]
    public void What_has_no_structure_or_repeats_is_not_believed()
    {
        var random = new Random(Seed);
        var flat = Enumerable.Range(0, 160 * 120).Select(_ => (byte)(120 + random.Next(3))).ToArray();
        Assert.Equal(0, Estimate(Reference(flat), flat, 160, 120, 0, 0).Confidence);
        var stripes = Enumerable.Range(0, 160 * 120).Select(i => (byte)(i % 8 < 4 ? 60 : 180)).ToArray();
        Assert.Equal(0, Estimate(Reference(stripes), stripes, 160, 120, 0, 0).Confidence);
        var chequers = Enumerable.Range(0, 160 * 120)
            .Select(i => (byte)((i % 160 / 6 + i / 160 / 6) % 2 == 0 ? 60 : 180)).ToArray();
        Assert.InRange(Estimate(Reference(chequers), chequers, 160, 120, 0, 0).Confidence, 0, 20);

        static ShiftEstimator Reference(byte[] picture)
        {
            var estimator = new ShiftEstimator(160, 120);
            estimator.SetReference(PictureScanTests.Scan(picture, 160, 120, 120));
            return estimator;
        }
    }

    [Fact]
    public void Without_a_reference_nothing_is_told_and_slices_give_the_same_as_one_go()
    {
        var picture = Scene.Texture(new Random(9), 160, 120);
        var scan = PictureScanTests.Scan(picture, 160, 120, 120);
        var estimator = new ShiftEstimator(160, 120);
        estimator.Begin(scan);
        Assert.True(estimator.Continue(1));
        Assert.Equal((0, 0, 0), (estimator.ShiftX, estimator.ShiftY, estimator.Confidence));
        estimator.SetReference(scan);
        estimator.Begin(scan);
        var turns = 1;
        while (!estimator.Continue(2))
        {
            turns++;
        }

        Assert.Equal(17, turns);
        Assert.Equal((0, 0), (estimator.ShiftX, estimator.ShiftY));
        Assert.InRange(estimator.Confidence, 200, 255);
        estimator.ForgetReference();
        Assert.False(estimator.HasReference);
    }

    private static Trial Estimate(ShiftEstimator estimator, byte[] picture, int width, int height, double dx, double dy)
    {
        estimator.Begin(PictureScanTests.Scan(picture, width, height, height));
        estimator.Continue(99);
        var error = Math.Max(Math.Abs(estimator.ShiftX / 16.0 - dx), Math.Abs(estimator.ShiftY / 16.0 - dy));
        return new Trial(error, estimator.Confidence);
    }

    private void Report(string what, List<Trial> trials)
    {
        var sure = trials.Where(trial => trial.IsSure).ToList();
        output.WriteLine(
            $"{what}, seed {Seed}: within 1 px {Share(trials, trial => trial.Error <= 1)} of {trials.Count}; sure {sure.Count},"
            + $" of these within 1 px {Share(sure, trial => trial.Error <= 1)},"
            + $" mean error {sure.Select(t => t.Error).DefaultIfEmpty().Average():F2} px");
        foreach (var limit in (int[])[16, 32, 48, 64, 96, 128])
        {
            var group = trials.Where(trial => trial.Confidence >= limit).ToList();
            output.WriteLine($"  confidence from {limit}: {group.Count}, within 1 px {Share(group, trial => trial.Error <= 1)}");
        }
    }

    private static string Share(List<Trial> trials, Func<Trial, bool> holds) =>
        trials.Count == 0 ? "-" : $"{100.0 * trials.Count(holds) / trials.Count:F1} %";

    private sealed record Trial(double Error, int Confidence)
    {
        public bool IsSure => Confidence >= 64;
    }
}
