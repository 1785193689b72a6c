using System;
using Stethos.Drivers.Mlx90640;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Drivers.Tests
{
    /// <summary>The calculation against the data sheet's worked example and an implementation of its own.</summary>
    public sealed class Mlx90640CalculationTests
    {
        private const int Row = 12;
        private const int Column = 16;
        private const int Pixel = (32 * (Row - 1)) + Column - 1;
        private const int ChessControl = 0x1901;

        /// <summary>Words 0x2410 to 0x243F of the worked example (section 11.2.2), its pixel word 0x08A0 everywhere.</summary>
        private static readonly ushort[] ExampleEeprom = MakeExample(
            0x4210, 0xFFBB, 0x0202, 0xF202, 0xF2F2, 0xE2E2, 0xD1E1, 0xB1D1, 0xF10F, 0xF00F, 0xE0EF, 0xE0EF, 0xE1E1, 0xF3F2, 0xF404, 0xE504,
            0x79A6, 0x2F44, 0xFFDD, 0x2210, 0x3333, 0x2233, 0xEF01, 0x9ACC, 0xEEDC, 0x10FF, 0x2221, 0x3333, 0x2333, 0x0112, 0xEEFF, 0xBBDD,
            0x18EF, 0x2FF1, 0x5952, 0x9D68, 0x5454, 0x0994, 0x6956, 0x5354, 0x2363, 0xE446, 0xFBB5, 0x044B, 0xF020, 0x9797, 0x9797, 0x2889);

        private static readonly (int Address, int Word)[] ExampleRam =
        {
            (0x056F, 0x0261), (0x0700, 0x4BF2), (0x0708, 0xFFCA), (0x070A, 0x1881), (0x0720, 0x06AF), (0x0728, 0xFFC8), (0x072A, 0xCCC5)
        };

        [Fact]
        public void The_reference_gives_the_figures_of_the_data_sheets_example()
        {
            var ram = new ushort[0x0340];
            foreach ((int address, int word) in ExampleRam)
            {
                ram[address - 0x0400] = (ushort)word;
            }

            var reference = new Mlx90640Reference(ExampleEeprom, ram, ChessControl);
            Assert.Equal(3.3186, reference.Vdd, 4);
            Assert.Equal(39.184, reference.Ta, 3);
            Assert.Equal(1.01753546947234, reference.Gain, 12);
            Assert.Equal(1.262233122690854e-7, reference.Alpha(Row, Column), 1e-15);
            Assert.Equal(1.1876487360496e-7, reference.AlphaCompensated(Row, Column, 0), 1e-11);
            double basic = Mlx90640Reference.BasicTo(679.250909123826, 1.1876487360496e-7, 9516495632.56, reference.KsTo2);
            Assert.Equal(80.36331, basic, 4);
            Assert.Equal(80.42781, reference.ExtendedTo(basic, 679.250909123826, 1.1876487360496e-7, 9516495632.56), 4);
        }

        [Fact]
        public void The_driver_gives_the_figures_of_the_data_sheets_example()
        {
            var rig = new Mlx90640Rig(Mlx90640Rig.Quiet with { Eeprom = ExampleEeprom });
            rig.Driver.Passes = 1;
            rig.Configure();
            rig.Clock.Advance(500);
            rig.Dump(0x8000, 1);
            foreach ((int address, int word) in ExampleRam)
            {
                rig.Part.Plant(address, word);
            }

            Assert.Equal(Mlx90640Driver.SubpagePixels, rig.Read(out _));
            Assert.Equal(39.184f, rig.Driver.AmbientCelsius, 0.001f);
            Assert.Equal(3.3186f, rig.Driver.SupplyVolts, 0.0001f);
            var reference = new Mlx90640Reference(ExampleEeprom, rig.Dump(0x0400, 0x0340), ChessControl);
            Assert.Equal(675.2158, reference.Signal(Row, Column, 0), 3);
            Assert.Equal(80.2164f, rig.Celsius[Pixel], 0.002f);
        }

        [Theory]
        [InlineData(true, 1.0)]
        [InlineData(false, 1.0)]
        [InlineData(true, 0.85)]
        [InlineData(false, 0.6)]
        public void Driver_and_reference_agree_over_all_temperatures(bool chess, double emissivity)
        {
            var rig = new Mlx90640Rig(Mlx90640Rig.Quiet with { Seed = 7, Emissivity = emissivity });
            rig.Driver.Passes = 1;
            rig.Driver.Emissivity = (float)emissivity;
            rig.Configure(chess: chess);
            ushort[] eeprom = rig.Dump(0x2400, 832);
            double worst = 0;
            for (double ambient = -20; ambient <= 85; ambient += 21)
            {
                rig.Scene.Ambient = ambient;
                rig.Scene.First = -20;
                rig.Scene.Step = 320.0 / 767;
                rig.Part.SetChannel(2, 3.0 + ((ambient + 20) / 200));
                for (int half = 0; half < 2; half++)
                {
                    rig.Subpage();
                    var reference = new Mlx90640Reference(eeprom, rig.Dump(0x0400, 0x0340), chess ? 0x1901 : 0x0901);
                    Assert.Equal(reference.Ta, rig.Driver.AmbientCelsius, 0.001);
                    worst = Math.Max(worst, Worst(rig, reference, chess, emissivity));
                }
            }

            Assert.True(worst < 0.005, $"up to {worst} degrees between float and double");
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void The_scene_comes_back_at_every_ambient_temperature(bool chess)
        {
            var rig = new Mlx90640Rig(Mlx90640Rig.Quiet with { Seed = 11 });
            rig.Configure(chess: chess);
            rig.Part.GetRange(0, out _, out _, out double epsilon);
            rig.Scene.First = -20;
            rig.Scene.Step = 320.0 / 767;
            for (double ambient = -20; ambient <= 85; ambient += 15)
            {
                rig.Scene.Ambient = ambient;
                rig.Subpage();
                rig.Subpage();
                for (int pixel = 0; pixel < Mlx90640Driver.PixelCount; pixel++)
                {
                    double error = Math.Abs(rig.Celsius[pixel] - rig.Scene.At(pixel, 0));
                    Assert.True(error <= epsilon, $"ambient {ambient}, pixel {pixel}: {rig.Celsius[pixel]}, {error} off");
                }
            }
        }

        [Fact]
        public void A_second_pass_removes_the_error_of_the_data_sheets_calculation_at_300_degrees()
        {
            var rig = new Mlx90640Rig(Mlx90640Rig.Quiet);
            rig.Configure();
            rig.Part.SetChannel(0, 300);
            rig.Driver.Passes = 1;
            rig.Picture();
            float once = Math.Abs(rig.Celsius[0] - 300);
            rig.Driver.Passes = 2;
            rig.Picture();
            float twice = Math.Abs(rig.Celsius[0] - 300);
            Assert.InRange(once, 0.15f, 1f);
            Assert.True(twice < once / 3, $"{twice} after {once}");
        }

        [Fact]
        public void A_shiny_body_reads_right_only_with_its_emissivity()
        {
            var rig = new Mlx90640Rig(Mlx90640Rig.Quiet with { Emissivity = 0.7 });
            rig.Configure();
            rig.Part.SetChannel(0, 90);
            rig.Picture();
            Assert.InRange(rig.Celsius[100], 60f, 80f);
            rig.Driver.Emissivity = 0.7f;
            rig.Picture();
            Assert.Equal(90f, rig.Celsius[100], 0.3f);
        }

        private static double Worst(Mlx90640Rig rig, Mlx90640Reference reference, bool chess, double emissivity)
        {
            int subpage = rig.Driver.Subpage;
            double worst = 0;
            for (int pixel = 0; pixel < Mlx90640Driver.PixelCount; pixel++)
            {
                int row = pixel / 32;
                int column = pixel % 32;
                if ((chess ? (row + column) % 2 : row % 2) == subpage)
                {
                    double expected = reference.To(row + 1, column + 1, subpage, emissivity, reference.Ta - 8);
                    worst = Math.Max(worst, Math.Abs(expected - rig.Celsius[pixel]));
                }
            }

            return worst;
        }

        private static ushort[] MakeExample(params ushort[] shared)
        {
            var eeprom = new ushort[Mlx90640Image.Words];
            Array.Fill(eeprom, (ushort)0x08A0, 0x40, 768);
            Array.Copy(shared, 0, eeprom, 0x10, shared.Length);
            return eeprom;
        }
    }
}
