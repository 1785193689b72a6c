using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Stethos.Drivers.Adxl345;
using Stethos.Drivers.ArduCam;
using Stethos.Drivers.Max17048;
using Stethos.Drivers.Mlx90640;

namespace Stethos.Drivers.Tests
{
    /// <summary>Holds the numbers of the vision board's description and those of the drivers together.</summary>
    public sealed class VisionBoardTests
    {
        private static readonly JsonElement Board = Load();

        [Theory]
        [InlineData("ov2640", ArduCamDriver.SensorAddress)]
        [InlineData("mlx90640", Mlx90640Driver.Address)]
        [InlineData("max17048", Max17048Driver.Address)]
        [InlineData("adxl345", Adxl345Driver.AddressLow)]
        public void Addresses_are_those_of_the_drivers(string part, int address)
        {
            string text = Part(part).GetProperty("address").GetString()!;
            Assert.Equal(address, int.Parse(text.AsSpan(2), NumberStyles.HexNumber));
        }

        [Fact]
        public void The_camera_is_not_clocked_faster_than_its_FIFO_chip_bears()
        {
            Assert.Equal("spi1", Part("arducam").GetProperty("bus").GetString());
            JsonElement bus = Board.GetProperty("buses").EnumerateArray().Single(one => one.GetProperty("bus").GetString() == "spi1");
            Assert.InRange(bus.GetProperty("clockHz").GetInt32(), 1, 8000000);
        }

        [Fact]
        public void The_accelerometers_FIFO_outlasts_the_thermal_arrays_hold_of_the_bus()
        {
            // 29 transfers and 1,640 bytes of nine bits, with their addresses, at the bus's clock.
            JsonElement bus = Board.GetProperty("buses").EnumerateArray().Single(one => one.GetProperty("bus").GetString() == "i2c1");
            double holdMs = (1640 + (29 * 4)) * 9 * 1000.0 / bus.GetProperty("clockHz").GetInt32();
            double fifoMs = 32 * 1000.0 / Part("adxl345").GetProperty("sampleRateHz").GetInt32();
            Assert.True(fifoMs > holdMs + 20, $"{fifoMs} ms of FIFO, {holdMs} ms of bus and a quantum of 20 ms");
        }

        private static JsonElement Part(string name) =>
            Board.GetProperty("parts").EnumerateArray().Single(part => part.GetProperty("part").GetString() == name);

        private static JsonElement Load()
        {
            DirectoryInfo? root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root != null && !File.Exists(Path.Combine(root.FullName, "Embedded.sln")))
            {
                root = root.Parent;
            }

            string path = Path.Combine(root!.FullName, "hardware", "boards", "esp32-s3-n16r8-vision-rev-a", "board.json");
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.Clone();
        }
    }
}
