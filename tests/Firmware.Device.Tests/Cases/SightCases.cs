using nanoFramework.TestFramework;
using Stethos.Features.Vision;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>Features of pictures, in whole numbers: the same on every machine, bit by bit.</summary>
    [TestClass]
    public class SightCases
    {
        private const int Width = 160;
        private const int Height = 120;

        [TestMethod]
        public void A_scene_that_moved_is_found_where_it_went()
        {
            ShiftEstimator estimator = new ShiftEstimator(Width, Height);
            estimator.SetReference(Scan(0, 0));
            estimator.Begin(Scan(3, -2));
            while (!estimator.Continue(4))
            {
            }

            Assert.IsTrue(
                estimator.ShiftX == 3 * ShiftEstimator.PerPixel && estimator.ShiftY == -2 * ShiftEstimator.PerPixel,
                estimator.ShiftX.ToString() + ", " + estimator.ShiftY.ToString());
            Assert.IsTrue(estimator.Confidence > 50, "certain");
        }

        [TestMethod]
        public void A_part_that_changed_is_in_the_bitmap_and_nothing_else()
        {
            BackgroundModel background = new BackgroundModel();
            PictureScan still = Scan(0, 0);
            for (int i = 0; i < BackgroundModel.LearnPictures + 2; i++)
            {
                background.Update(still.Means);
            }

            Assert.IsTrue(!background.IsLearning && background.Changed == 0, "still");
            int[] means = new int[PictureGrid.Blocks];
            for (int i = 0; i < means.Length; i++)
            {
                means[i] = still.Means[i];
            }

            const int block = 5 * PictureGrid.BlockColumns + 7;
            means[block] += means[block] < 2000 ? 1500 : -1500;
            background.Update(means);
            Assert.IsTrue(background.Changed == 1, "one block: " + background.Changed.ToString());
            Assert.IsTrue((background.Change[block >> 3] & (1 << (block & 7))) != 0, "that block");
        }

        [TestMethod]
        public void Hot_spots_are_found_the_hottest_first()
        {
            short[] temperatures = new short[32 * 24];
            for (int i = 0; i < temperatures.Length; i++)
            {
                temperatures[i] = (short)(2500 + (i % 7));
            }

            temperatures[(5 * 32) + 6] = 4100;
            temperatures[(5 * 32) + 7] = 4300;
            temperatures[(20 * 32) + 30] = 5000;
            HotSpotFinder finder = new HotSpotFinder(32, 24);
            Assert.IsTrue(finder.Median(temperatures) == 2503, "median");
            Assert.IsTrue(finder.Find(temperatures, 4000) == 2, "two spots");
        }

        // Blobs of light on a slope, moved by some pixels.
        private static PictureScan Scan(int right, int down)
        {
            PictureScan scan = new PictureScan(Width, Height, true);
            byte[] row = new byte[Width];
            scan.Begin();
            for (int y = 0; y < Height; y++)
            {
                for (int x = 0; x < Width; x++)
                {
                    int column = x - right;
                    int line = y - down;
                    int light = 60 + (column / 8);
                    light += column > 40 && column < 71 && line > 30 && line < 63 ? 90 : 0;
                    light += column > 95 && column < 118 && line > 70 && line < 99 ? 50 : 0;
                    row[x] = (byte)light;
                }

                scan.AddRow(row, 0);
            }

            scan.End();
            return scan;
        }
    }
}
