using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Stethos.Hardware.Tests.Model;
using Stethos.Testing;

namespace Stethos.Hardware.Tests.Constants;

/// <summary>
/// Every constant of a board's program is what board.json says. With STETHOS_WRITE=1 in the environment the test writes the files.
/// </summary>
public sealed class BoardSourceTests
{
    private const string Meadow = "meadow-f7-feather-v2-rev-a";

    public static TheoryData<string> Boards() => [.. BoardSource.Programs.Keys];

    [Theory]
    [MemberData(nameof(Boards))]
    public void The_program_s_constants_are_the_board_s(string folder)
    {
        string path = RepositoryFiles.PathOf("firmware", "Boards", BoardSource.Programs[folder], "Board.cs");
        string written = BoardSource.Write(folder, HardwareData.BoardNode(folder), TierOf(folder));
        if (Environment.GetEnvironmentVariable("STETHOS_WRITE") == "1")
        {
            File.WriteAllText(path, written);
        }

        Assert.Equal(written, File.ReadAllText(path));
    }

    [Fact]
    public void Every_board_with_pins_has_a_program_or_is_known_to_have_none()
    {
        string[] without = ["virtual-rev-a", Meadow];
        Assert.Equal(
            HardwareFolder.Boards.Except(without).Order(StringComparer.Ordinal), BoardSource.Programs.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_program_of_the_board_without_constants_names_the_pins_of_its_board()
    {
        string program = File.ReadAllText(RepositoryFiles.PathOf("firmware", "Boards", "MeadowF7", "MeadowNode.cs"));
        string[] buses = ["D07", "D08"];
        foreach (JsonNode? pin in HardwareData.BoardNode(Meadow)["pins"]!.AsArray().Where(pin => !buses.Contains((string)pin!["at"]!)))
        {
            Assert.Contains($"Pins.{(string)pin!["at"]!}", program, StringComparison.Ordinal);
        }

        Assert.Contains($"\"{Meadow}\"", program, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("esp32-wroom-32-rev-a", "pins", "pin", "\"GPIO33\"")]
    [InlineData("esp32-wroom-32-rev-a", "parts", "sampleRateHz", "6400")]
    [InlineData("esp32-wroom-32-rev-a", "partitions", "size", "\"0x1000\"")]
    [InlineData("stm32f769i-discovery-rev-a", "buses", "clockHz", "100000")]
    public void A_board_that_changes_changes_its_program(string folder, string list, string field, string value)
    {
        JsonNode board = HardwareData.BoardNode(folder);
        string before = BoardSource.Write(folder, board, TierOf(folder));
        board[list]!.AsArray()[0]![field] = JsonNode.Parse(value);

        Assert.NotEqual(before, BoardSource.Write(folder, board, TierOf(folder)));
    }

    [Theory]
    [InlineData("GPIO0", 0)]
    [InlineData("GPIO35", 35)]
    [InlineData("PA0", 0)]
    [InlineData("PB9", 25)]
    [InlineData("PJ5", 149)]
    public void Pins_have_the_platform_s_numbers(string pin, int number) => Assert.Equal(number, BoardSource.PinNumber(pin));

    private static JsonNode TierOf(string folder) => JsonNode.Parse(File.ReadAllText(RepositoryFiles.PathOf(
        "hardware", "tiers", (string)HardwareData.BoardNode(folder)["tier"]! + ".json")))!;
}
