using System;
using System.Globalization;
using System.IO;
using System.Text.Json;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Adxl345;
using Stethos.Hal.Parts;
using Stethos.Hal.Virtual.Parts;

namespace Stethos.Drivers.Tests
{
    /// <summary>Holds the numbers of the virtual board's description and those of the code together.</summary>
    public sealed class BoardTests
    {
        private static readonly JsonElement Board = Load();

        [Fact]
        public void The_adxl1002_is_described_as_driver_and_virtual_part_have_it()
        {
            JsonElement part = Part("adxl1002");
            var options = new VirtualI2sOptions();
            Assert.Equal("i2s0", part.GetProperty("bus").GetString());
            Assert.Equal(Adxl1002Driver.DefaultSampleRateHz, part.GetProperty("sampleRateHz").GetInt32());
            Assert.Equal(Adxl1002Driver.RangeG, part.GetProperty("rangeG").GetInt32());
            Assert.Equal(options.SampleRateHz, part.GetProperty("sampleRateHz").GetInt32());
            Assert.Equal(options.FullScaleG, part.GetProperty("rangeG").GetDouble());
            Assert.Equal(options.BufferCount, part.GetProperty("dmaBuffers").GetInt32());
            Assert.Equal(options.BufferSamples, part.GetProperty("dmaBufferSamples").GetInt32());
        }

        [Fact]
        public void The_adxl345_is_described_as_the_driver_has_it()
        {
            JsonElement part = Part("adxl345");
            string address = part.GetProperty("address").GetString()!;
            Assert.StartsWith("0x", address, StringComparison.Ordinal);
            Assert.Equal(Adxl345Driver.AddressLow, int.Parse(address.AsSpan(2), NumberStyles.HexNumber));
            Assert.Equal("i2c0", part.GetProperty("bus").GetString());
            Assert.Equal(Adxl345Driver.DefaultRateHz, part.GetProperty("sampleRateHz").GetInt32());
            Assert.Equal(Adxl345Driver.DefaultRangeG, part.GetProperty("rangeG").GetInt32());
        }

        [Fact]
        public void The_rates_and_ranges_of_the_description_work()
        {
            JsonElement part = Part("adxl345");
            var rig = new Adxl345Rig(new RigOptions { IsNoisy = true }, part.GetProperty("fullResolution").GetBoolean());
            int rateHz = part.GetProperty("sampleRateHz").GetInt32();
            Assert.Equal(PartStatusCode.Ok, rig.Configure(rateHz, part.GetProperty("rangeG").GetInt32(), 16));

            // The data sheet's limit: 800 Hz at a bus clock of 400 kHz, in proportion below.
            Assert.True(rateHz <= part.GetProperty("clockHz").GetInt32() / 500, $"{rateHz} Hz is more than the bus carries");
        }

        [Fact]
        public void The_dma_ring_fits_its_budget_and_chip_and_tier_are_named()
        {
            JsonElement part = Part("adxl1002");
            int ringBytes = part.GetProperty("dmaBuffers").GetInt32() * part.GetProperty("dmaBufferSamples").GetInt32() * 4;
            Assert.Equal(ringBytes, Board.GetProperty("budgets").GetProperty("dmaBytes").GetInt32());
            Assert.Equal("virtual", Board.GetProperty("chip").GetString());
            Assert.Equal("T3", Board.GetProperty("tier").GetString());
        }

        private static JsonElement Part(string name)
        {
            foreach (JsonElement part in Board.GetProperty("parts").EnumerateArray())
            {
                if (part.GetProperty("part").GetString() == name)
                {
                    return part;
                }
            }

            throw new InvalidOperationException($"board.json has no part {name}");
        }

        private static JsonElement Load()
        {
            DirectoryInfo? root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root != null && !File.Exists(Path.Combine(root.FullName, "Embedded.sln")))
            {
                root = root.Parent;
            }

            string path = Path.Combine(root!.FullName, "hardware", "boards", "virtual-rev-a", "board.json");
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.Clone();
        }
    }
}
