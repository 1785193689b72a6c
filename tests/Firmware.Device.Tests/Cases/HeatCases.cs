using nanoFramework.TestFramework;
using Stethos.Drivers.Mlx90640;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>The worked example of the MLX90640's data sheet, section 11.2.2: the most arithmetic of any driver.</summary>
    [TestClass]
    public class HeatCases
    {
        // Row 12, column 16, counted from 1.
        private const int Pixel = (32 * 11) + 15;

        // Words 0x2410 to 0x243F.
        private const string Shared =
            "4210ffbb0202f202f2f2e2e2d1e1b1d1f10ff00fe0efe0efe1e1f3f2f404e50479a62f44ffdd221033332233ef019acc"
            + "eedc10ff2221333323330112eeffbbdd18ef2ff159529d68545409946956535423" + "63e446fbb5044bf020979797972889";

        [TestMethod]
        public void The_data_sheet_s_example_comes_out()
        {
            WordPart part = new WordPart();
            byte[] shared = Bytes.FromHex(Shared);
            for (int i = 0; i < shared.Length / 2; i++)
            {
                part.Calibration[0x10 + i] = (ushort)((shared[2 * i] << 8) | shared[(2 * i) + 1]);
            }

            for (int i = 0; i < 768; i++)
            {
                part.Calibration[0x40 + i] = 0x08A0;
            }

            Mlx90640Driver driver = new Mlx90640Driver(part);
            driver.Passes = 1;
            Assert.IsTrue(driver.Configure(Mlx90640Driver.DefaultMilliHz, true) == Mlx90640StatusCode.Ok, "configured");
            part.Measured[0x16F] = 0x0261;
            part.Measured[0x300] = 0x4BF2;
            part.Measured[0x308] = 0xFFCA;
            part.Measured[0x30A] = 0x1881;
            part.Measured[0x320] = 0x06AF;
            part.Measured[0x328] = 0xFFC8;
            part.Measured[0x32A] = 0xCCC5;
            part.Registers[0] = 0x0008;
            float[] celsius = new float[Mlx90640Driver.PixelCount];
            Mlx90640StatusCode status;
            Assert.IsTrue(driver.ReadSubpage(celsius, out status) == Mlx90640Driver.SubpagePixels, "read");
            Assert.IsTrue(Near(driver.SupplyVolts, 3.3186f, 0.0002f), "supply " + driver.SupplyVolts.ToString());
            Assert.IsTrue(Near(driver.AmbientCelsius, 39.184f, 0.002f), "ambient " + driver.AmbientCelsius.ToString());
            Assert.IsTrue(Near(celsius[Pixel], 80.2164f, 0.01f), "pixel " + celsius[Pixel].ToString());
        }

        private static bool Near(float value, float expected, float error)
        {
            float away = value - expected;
            return away < error && -error < away;
        }
    }
}
