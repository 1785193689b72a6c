using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Checks;

/// <summary>The boards keep every rule, and every rule reports a violation planted in one of them.</summary>
public sealed class BoardCheckTests
{
    private const string Esp32 = "esp32-wroom-32-rev-a";
    private const string S3 = "esp32-s3-n16r8-rev-a";
    private const string S3Vision = "esp32-s3-n16r8-vision-rev-a";
    private const string Disco = "stm32f769i-discovery-rev-a";
    private const string Meadow = "meadow-f7-feather-v2-rev-a";
    private const string Virtual = "virtual-rev-a";

    public static TheoryData<string> Boards() => [.. HardwareFolder.Boards];

    [Theory]
    [MemberData(nameof(Boards))]
    public void A_board_keeps_every_rule(string folder)
    {
        IReadOnlyList<string> faults = BoardCheck.Run(new HardwareData(), folder, HardwareData.BoardNode(folder));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void The_six_boards_are_there() => Assert.Equal([S3, S3Vision, Esp32, Meadow, Disco, Virtual], HardwareFolder.Boards);

    [Theory]
    [InlineData(Esp32, "revision", "\"b\"", "board: the folder must be called esp32-wroom-32-rev-b")]
    [InlineData(Esp32, "tier", "\"T9\"", "tier: there is no hardware/tiers/T9.json")]
    [InlineData(Esp32, "chip", "\"esp8266\"", "chip: there is no hardware/chips/esp8266.json")]
    [InlineData(Esp32, "image", "\"ESP32_S3_OCTAL\"", "image: ESP32_S3_OCTAL is not an image of esp32")]
    [InlineData(S3, "flashBytes", "12582912", "flashBytes: 12582912 is not a flash size of esp32s3")]
    [InlineData(Esp32, "parts/4/part", "\"button\"", "parts: two parts are called button")]
    public void Names_that_lead_nowhere_are_reported(string folder, string at, string value, string fault) =>
        Planted(folder, at, value, fault);

    [Theory]
    [InlineData(Esp32, "pins/7/pin", "\"GPIO27\"", "pins: GPIO27 is used twice, as led.A and button.1")]
    [InlineData(Esp32, "pins/7/use", "\"led.A\"", "pins: led.A is on two pins, GPIO27 and GPIO32")]
    [InlineData(Esp32, "pins/7/at", "\"J2-11\"", "pins: GPIO27 and GPIO32 are both at J2-11")]
    [InlineData(Esp32, "pins/7/pin", "\"GPIO20\"", "pins: Espressif ESP32 has no pin GPIO20")]
    [InlineData(Esp32, "pins/7/pin", "\"GPIO9\"", "pins: GPIO9 is a flash pin and not free")]
    [InlineData(S3, "pins/7/pin", "\"GPIO35\"", "pins: GPIO35 is a psram pin and not free")]
    [InlineData(S3, "pins/7/pin", "\"GPIO19\"", "pins: GPIO19 is a usb pin and not free")]
    [InlineData(Esp32, "pins/7/pin", "\"GPIO1\"", "pins: GPIO1 is a console pin and not free")]
    [InlineData(Disco, "pins/7/pin", "\"PA13\"", "pins: PA13 is a debug pin and not free")]
    [InlineData(Esp32, "pins/0/reason", null, "pins: GPIO0 is a strapping pin; give the reason why it is safe")]
    [InlineData(Esp32, "pins/6/pin", "\"GPIO34\"", "pins: GPIO34 is input only and cannot be led.A")]
    [InlineData(Esp32, "pins/0/pin", "\"GPIO33\"", "pins: Espressif ESP32 cannot put the master clock on GPIO33")]
    [InlineData(Esp32, "pins/7/use", "\"button.3\"", "pins: GPIO32 is for button.3, which no bus or part has")]
    public void Unsafe_pins_are_reported(string folder, string at, string? value, string fault) => Planted(folder, at, value, fault);

    [Theory]
    [InlineData(Esp32, "buses/0/bus", "\"i2c3\"", "buses: Espressif ESP32 has no bus i2c3")]
    [InlineData(Esp32, "buses/1/bus", "\"i2c1\"", "buses: i2c1 is there twice")]
    [InlineData(Esp32, "buses/0/clockHz", "1000000", "buses: i2c1 at 1000000 Hz is faster than its 400000 Hz")]
    [InlineData(Esp32, "buses/0/pins/scl", null, "buses: i2c1 needs the signals sda, scl")]
    [InlineData(Disco, "buses/0/pins/sda", "\"PB7\"", "buses: the image has i2c1.sda on PB9, not on PB7")]
    [InlineData(Esp32, "buses/0/pins/sda", "\"GPIO19\"", "buses: i2c1.sda is on GPIO19, which pins does not say")]
    [InlineData(Esp32, "parts/3/bus", "\"i2c2\"", "parts/adxl345: the board has no bus i2c2")]
    [InlineData(Esp32, "parts/3/clockHz", "100000", "parts/adxl345: bears 100000 Hz, i2c1 runs at 400000 Hz")]
    [InlineData(Esp32, "parts/0/sampleRateHz", "48000", "parts/adxl1002: 48000 Hz needs a master clock of 12288000 Hz on i2s1")]
    [InlineData(Esp32, "parts/3/connections/4/to", "\"3V3\"", "parts/adxl345: is on i2c1 and not connected to GPIO18")]
    [InlineData(Esp32, "parts/3/address", null, "parts/adxl345: a part has an address if it is on I2C, and only then")]
    [InlineData(Esp32, "parts/0/address", "\"0x10\"", "parts/adxl1002: a part has an address if it is on I2C, and only then")]
    [InlineData(Esp32, "parts/3/address", "\"0x78\"", "parts/adxl345: 0x78 is no 7-bit address for a part (0x08 to 0x77)")]
    public void Impossible_buses_are_reported(string folder, string at, string? value, string fault) => Planted(folder, at, value, fault);

    [Fact]
    public void Two_parts_at_one_address_of_a_bus_are_reported()
    {
        JsonNode board = HardwareData.BoardNode(Virtual);
        JsonNode second = board["parts"]![1]!.DeepClone();
        second["part"] = "adxl355";
        board["parts"]!.AsArray().Add(second);
        AssertReported(Virtual, board, "parts: adxl345 and adxl355 share 0x53 on i2c0");
    }

    [Theory]
    [InlineData(Esp32, "parts/3/connections/0/signal", "\"ground\"", "parts/adxl345: VCC goes to 3V3 and is power, not ground")]
    [InlineData(Esp32, "parts/3/connections/4/signal", "\"spi\"", "parts/adxl345: SDA goes to GPIO18 and is i2c, not spi")]
    [InlineData(Esp32, "parts/4/connections/0/to", "\"GPIO32\"", "parts/led: A goes to GPIO32, which is for button.1")]
    [InlineData(Esp32, "parts/4/connections/0/to", "\"GPIO32\"", "pins: GPIO27 is for led.A and no wire leads there")]
    [InlineData(Esp32, "parts/4/connections/0/to", "\"GPIO18\"", "parts/led: A goes to GPIO18, which is for i2c1.sda")]
    [InlineData(Esp32, "parts/3/connections/0/to", "\"12V\"",
        "parts/adxl345: VCC goes to 12V, which is no supply, no pin in use, and no part's pin that leads back")]
    [InlineData(Esp32, "parts/0/connections/4/to", "\"pcm1808.VINL\"",
        "parts/adxl1002: VOUT goes to pcm1808.VINL, which is no supply, no pin in use, and no part's pin that leads back")]
    [InlineData(Esp32, "parts/3/connections/1/pin", "\"VCC\"", "parts/adxl345: pin VCC is there twice")]
    [InlineData(Esp32, "parts/4/connections/1/to", "\"3V3\"", "parts/led: has no wire to GND")]
    public void Wrong_wires_are_reported(string folder, string at, string value, string fault) => Planted(folder, at, value, fault);

    [Theory]
    [InlineData(Esp32, "partitions/6/size", "\"0x50000\"", "partitions/config: ends at 0x410000, behind the flash of 0x400000")]
    [InlineData(Esp32, "partitions/2/size", "\"0x5800\"", "partitions/nvs: 0x9000 to 0xE800 is not made of whole erase sectors")]
    [InlineData(Disco, "partitions/3/offset", "\"0xA0000\"", "partitions/deploy: 0xA0000 to 0x1E0000 is not made of whole erase sectors")]
    [InlineData(Esp32, "partitions/4/offset", "\"0x11000\"", "partitions/factory: an app starts at a multiple of 0x10000, not at 0x11000")]
    [InlineData(Esp32, "partitions/4/size", "\"0x1E0000\"", "partitions/deploy: overlaps factory, which ends at 0x1F0000")]
    [InlineData(Esp32, "partitions/3/size", "\"0x0\"", "partitions/phy_init: is empty")]
    [InlineData(Esp32, "partitions/3/partition", "\"nvs\"", "partitions/nvs: is there twice")]
    public void Impossible_partitions_are_reported(string folder, string at, string value, string fault) =>
        Planted(folder, at, value, fault);

    [Theory]
    [InlineData(Esp32, "budgets/arenaBytes", "8193", "budgets/arenaBytes: 8193 is more than the 8192 of tier T1")]
    [InlineData(Esp32, "budgets/cacheBytes", "1", "budgets/cacheBytes: is no budget of a tier")]
    [InlineData(Esp32, "budgets/managedHeapBytes", "61441",
        "budgets/managedHeapBytes: 61441 is more than the 61440 that ESP32_REV3 surely leaves")]
    [InlineData(Esp32, "freeHeap/bytes", "61441", "freeHeap/bytes: 61441 is more than the managed heap's 61440")]
    [InlineData(Esp32, "pinProvenance", "null", "freeHeap, pinProvenance: a board with pins says both")]
    [InlineData(Esp32, "parts/0/dmaBuffers", "9", "budgets/dmaBytes: the parts' rings need 18432, 16384 are there")]
    [InlineData(Esp32, "budgets/managedHeapBytes", "40000",
        "budgets: payload and arena must fit the managed heap, heap and DMA the RAM")]
    [InlineData(Disco, "budgets/deployBytes", "1310721", "budgets/deployBytes: 1310721 is more than the deploy partition's 1310720")]
    [InlineData(Meadow, "partitions/0/size", "\"0x100000\"", "budgets/deployBytes: 1048576 is more than the deploy partition's 0")]
    [InlineData(Disco, "fileStore/on", "\"config\"", "fileStore/on: config is neither a partition of kind filestore nor the part sdcard")]
    [InlineData(Esp32, "budgets/fileStoreBytes", "262145", "budgets/fileStoreBytes: 262145 is more than the 262144 of partition config")]
    [InlineData(Esp32, "budgets/fileStoreBytes", "98303",
        "budgets/fileStoreBytes: two payload and two model slots need 98304, 98303 are there")]
    public void Budgets_that_the_board_cannot_keep_are_reported(string folder, string at, string value, string fault) =>
        Planted(folder, at, value, fault);

    private static void Planted(string folder, string at, string? value, string fault)
    {
        JsonNode board = HardwareData.BoardNode(folder);
        string[] steps = at.Split('/');
        JsonNode place = board;
        foreach (string step in steps[..^1])
        {
            place = (place is JsonArray list ? list[int.Parse(step)] : place[step])!;
        }

        if (value is null)
        {
            Assert.True(place.AsObject().Remove(steps[^1]), at);
        }
        else
        {
            place[steps[^1]] = JsonNode.Parse(value);
        }

        AssertReported(folder, board, fault);
    }

    private static void AssertReported(string folder, JsonNode board, string fault)
    {
        IReadOnlyList<string> faults = BoardCheck.Run(new HardwareData(), folder, board);
        string expected = $"hardware/boards/{folder}/board.json: {fault}";
        Assert.True(faults.Contains(expected, StringComparer.Ordinal), $"expected\n{expected}\nfound\n{string.Join('\n', faults)}");
    }
}
