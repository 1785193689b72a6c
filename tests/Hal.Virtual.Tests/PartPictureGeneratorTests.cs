using System;
using System.Linq;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Hal.Virtual.Tests
{
    public sealed class PartPictureGeneratorTests
    {
        private static readonly PartPictureParameters Still = new PartPictureParameters
        {
            ShakePx = 0, NoiseGrey = 0, DaylightSwing = 0, Family = 7
        };

        [Fact]
        public void Equal_parameters_and_times_give_equal_pictures_whatever_was_asked_before()
        {
            var view = new PartPictureParameters { Family = 3, Defect = PartDefect.Scratch, DefectStartSeconds = 5 };
            var first = new PartPictureGenerator(view);
            byte[] late = Picture(first, 8);
            byte[] early = Picture(first, 2);
            Assert.Equal(early, Picture(new PartPictureGenerator(view), 2));
            Assert.Equal(late, Picture(new PartPictureGenerator(view), 8));
            Assert.NotEqual(late, Picture(new PartPictureGenerator(view with { Seed = 2 }), 8));
        }

        [Fact]
        public void Families_differ_more_than_parts_of_one_family()
        {
            double within = Difference(Picture(Still, 0), Picture(Still with { Part = 1 }, 0));
            for (ulong family = 8; family < 16; family++)
            {
                double between = Difference(Picture(Still, 0), Picture(Still with { Family = family }, 0));
                Assert.True(between > 2 * within, $"family {family}: {between:F1} against {within:F1} within");
            }
        }

        [Theory]
        [InlineData(PartDefect.Scratch)]
        [InlineData(PartDefect.Dent)]
        [InlineData(PartDefect.Stain)]
        [InlineData(PartDefect.Missing)]
        public void A_defect_appears_at_its_time_and_changes_only_its_surroundings(PartDefect defect)
        {
            for (ulong family = 1; family <= 20; family++)
            {
                var view = Still with { Family = family, Defect = defect, DefectStartSeconds = 10 };
                var generator = new PartPictureGenerator(view);
                byte[] before = Picture(generator, 9);
                byte[] after = Picture(generator, 10);
                generator.Locate(10, out double x, out double y);
                int changed = 0;
                for (int i = 0; i < before.Length; i++)
                {
                    if (Math.Abs(before[i] - after[i]) > 3)
                    {
                        changed++;
                        double distance = Math.Sqrt(Math.Pow((i % 160) - x, 2) + Math.Pow((i / 160) - y, 2));
                        Assert.True(distance < 34, $"family {family}: a change {distance:F0} px from the defect");
                    }
                }

                Assert.InRange(changed, 8, 1800);
            }
        }

        [Fact]
        public void Drift_moves_the_whole_picture_and_ends_at_its_limit()
        {
            var view = Still with { DriftStartSeconds = 10, DriftXPxPerSecond = 1, DriftYPxPerSecond = -0.5, DriftLimitPx = 8 };
            var generator = new PartPictureGenerator(view);
            byte[] start = Picture(generator, 10);
            byte[] moved = Picture(generator, 14);
            byte[] end = Picture(generator, 60);
            Assert.InRange(DifferenceShifted(start, moved, 4, -2), 0, 2.0);
            Assert.Equal(end, Picture(generator, 100));
            Assert.True(Difference(start, moved) > 3);
        }

        [Fact]
        public void Light_follows_the_lamp_and_the_daylight()
        {
            var view = Still with { LightStartSeconds = 10, LightLossPerSecond = 0.02 };
            var generator = new PartPictureGenerator(view);
            double full = Picture(generator, 10).Average(grey => (double)grey);
            double dim = Picture(generator, 20).Average(grey => (double)grey);
            Assert.Equal(0.8, dim / full, 0.02);
            var day = new PartPictureGenerator(Still with { DaylightSwing = 0.1, DaylightPeriodSeconds = 40 });
            double noon = Picture(day, 10).Average(grey => (double)grey);
            Assert.Equal(1.1, noon / full, 0.02);
        }

        [Fact]
        public void Noise_has_the_strength_asked_for_and_blur_softens_edges()
        {
            byte[] clean = Picture(Still, 1);
            byte[] noisy = Picture(Still with { NoiseGrey = 4 }, 1);
            Assert.InRange(Difference(clean, noisy), 2, 4);
            Assert.True(Steepest(Picture(Still with { BlurPx = 2 }, 1)) < 0.6 * Steepest(Picture(Still with { BlurPx = 0 }, 1)));
        }

        [Fact]
        public void A_conveyor_brings_another_part_each_period()
        {
            var generator = new PartPictureGenerator(Still with { PartPeriodSeconds = 2, PlaceTolerancePx = 4 });
            Assert.Equal(Picture(generator, 0.5), Picture(generator, 1.5));
            Assert.True(Difference(Picture(generator, 1.5), Picture(generator, 2.5)) > 1);
        }

        [Fact]
        public void A_crop_is_cut_inside_the_picture()
        {
            var picture = new byte[160 * 120];
            for (int i = 0; i < picture.Length; i++)
            {
                picture[i] = (byte)(i % 160);
            }

            byte[] crop = PartCrop.Cut(picture, 160, 120, 900, -50, 96);
            Assert.Equal(96 * 96, crop.Length);
            Assert.Equal(64, crop[0]);
            Assert.Equal(159, crop[95]);
        }

        [Fact]
        public void A_bearing_runs_hot_as_told_and_nothing_else_does()
        {
            var scene = new ThermalSceneGenerator(new ThermalSceneParameters
            {
                HotStartSeconds = 100, HotRiseKelvin = 40, HotGrowthSeconds = 30, LoadSwingKelvin = 0
            });
            var before = new float[32 * 24];
            var after = new float[32 * 24];
            scene.Render(100, 32, 24, before, 0);
            scene.Render(1000, 32, 24, after, 0);
            int hottest = Array.IndexOf(after, after.Max());
            Assert.Equal(21, hottest % 32, 1.5);
            Assert.Equal(13, hottest / 32, 1.5);
            Assert.Equal(40, after[hottest] - before[hottest], 2.0);
            Assert.Equal(before[0], after[0], 0.01);
            Assert.InRange(before.Max(), 38, 43);
        }

        private static byte[] Picture(PartPictureParameters view, double seconds) => Picture(new PartPictureGenerator(view), seconds);

        private static byte[] Picture(PartPictureGenerator generator, double seconds)
        {
            var picture = new byte[generator.Width * generator.Height];
            generator.Render(seconds, picture, 0);
            return picture;
        }

        private static double Difference(byte[] one, byte[] other) =>
            one.Zip(other, (a, b) => Math.Abs(a - b)).Average();

        // Away from the border, and without the lamp's fall-off, which stays where it is: only the median pixel is judged.
        private static double DifferenceShifted(byte[] from, byte[] to, int dx, int dy)
        {
            var differences = new double[100 * 60];
            for (int i = 0; i < differences.Length; i++)
            {
                int x = 30 + (i % 100);
                int y = 30 + (i / 100);
                differences[i] = Math.Abs(from[(y * 160) + x] - to[((y + dy) * 160) + x + dx]);
            }

            Array.Sort(differences);
            return differences[differences.Length / 2];
        }

        private static int Steepest(byte[] picture)
        {
            int steepest = 0;
            for (int i = 1; i < picture.Length; i++)
            {
                steepest = i % 160 == 0 ? steepest : Math.Max(steepest, Math.Abs(picture[i] - picture[i - 1]));
            }

            return steepest;
        }
    }
}
