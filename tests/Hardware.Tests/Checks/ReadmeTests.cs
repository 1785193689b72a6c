using System;
using System.IO;
using System.Linq;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Checks;

/// <summary>A board's README and bill of materials against its board.json: what an engineer reads is what the code gets.</summary>
public sealed class ReadmeTests
{
    public static TheoryData<string> Boards() => [.. HardwareFolder.Boards.Where(folder => Read(folder).Pins.Count > 0)];

    [Theory]
    [MemberData(nameof(Boards))]
    public void Pins_partitions_and_budgets_have_their_rows(string folder)
    {
        Board board = Read(folder);
        string[] lines = File.ReadAllLines(HardwareFolder.PathOf($"boards/{folder}/README.md"));
        foreach (BoardPin pin in board.Pins)
        {
            Assert.Contains(lines, line => line.StartsWith($"| {pin.Pin} | {pin.At} | `{pin.Use}` |", StringComparison.Ordinal));
        }

        foreach (Partition partition in board.Partitions)
        {
            Assert.Contains(
                lines, line => line.StartsWith($"| {partition.Name} | {partition.Offset} | {partition.Size} |", StringComparison.Ordinal));
        }

        foreach ((string name, long bytes) in board.Budgets)
        {
            Assert.Contains(lines, line => line.StartsWith($"| `{name}` | {bytes:N0} |", StringComparison.Ordinal));
        }

        Assert.Equal(
            board.Pins.Count + board.Partitions.Count + board.Budgets.Count,
            lines.Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - HeadersAndFrontEnd(lines));
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void The_readme_flashes_the_boards_image_and_names_the_board(string folder)
    {
        Board board = Read(folder);
        string readme = File.ReadAllText(HardwareFolder.PathOf($"boards/{folder}/README.md"));
        bool isMeadow = board.Image == "Meadow.OS";
        Assert.Contains(
            isMeadow ? "meadow firmware write" : $"nanoff --update --target {board.Image} ", readme, StringComparison.Ordinal);
        Assert.Contains($"`{folder}`", readme, StringComparison.Ordinal);
        Assert.Contains($"\"{board.FileStore.Drive}{(isMeadow ? "/Data" : "\\\\")}", readme, StringComparison.Ordinal);
        Assert.Contains("wiring.svg", readme, StringComparison.Ordinal);
        Assert.True(File.Exists(HardwareFolder.PathOf($"boards/{folder}/BOM.md")), $"hardware/boards/{folder}/BOM.md is missing");
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void Every_real_part_is_in_the_bill_of_materials(string folder)
    {
        string bom = File.ReadAllText(HardwareFolder.PathOf($"boards/{folder}/BOM.md"));
        foreach (BoardPart part in Read(folder).Parts.Where(part => part.Part != "frontend"))
        {
            string name = part.Part == "sdcard" ? "microSD" : part.Part;
            Assert.Contains(name, bom, StringComparison.OrdinalIgnoreCase);
        }
    }

    // Three header rows, and the table of the analogue front end where there is one.
    private static int HeadersAndFrontEnd(string[] lines)
    {
        string[] others = ["| Board pin |", "| Partition |", "| Budget |", "| What |", "| sensor |", "| divider |", "| coupling |",
            "| converter |", "| clocks |"];
        return lines.Count(line => others.Any(other => line.StartsWith(other, StringComparison.Ordinal)));
    }

    private static Board Read(string folder) => HardwareData.BoardFrom(HardwareData.BoardNode(folder));
}
