using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Picture;

/// <summary>
/// Each board's wiring.svg is what its board.json draws. With STETHOS_WRITE=1 in the environment the test writes the files instead.
/// </summary>
public sealed class WiringPictureTests
{
    public static TheoryData<string> Boards() =>
        [.. HardwareFolder.Boards.Where(folder => Read(folder).Parts.Any(part => part.Connections.Count > 0))];

    [Theory]
    [MemberData(nameof(Boards))]
    public void The_committed_picture_is_the_drawn_one(string folder)
    {
        string path = HardwareFolder.PathOf($"boards/{folder}/wiring.svg");
        string drawn = SvgFile.Render(WiringPicture.Draw(Read(folder)));
        if (Environment.GetEnvironmentVariable("STETHOS_WRITE") == "1")
        {
            File.WriteAllText(path, drawn);
        }

        Assert.True(File.Exists(path), $"hardware/boards/{folder}/wiring.svg is missing: run this test with STETHOS_WRITE=1");
        Assert.True(
            File.ReadAllText(path) == drawn, $"hardware/boards/{folder}/wiring.svg is not what board.json draws: run with STETHOS_WRITE=1");
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void No_text_is_crossed_and_nothing_leaves_the_picture(string folder) =>
        Assert.Empty(Crossings(WiringPicture.Draw(Read(folder))));

    [Theory]
    [MemberData(nameof(Boards))]
    public void Every_wire_of_the_board_is_drawn(string folder)
    {
        Board board = Read(folder);
        Drawing drawing = WiringPicture.Draw(board);
        foreach (BoardPart part in board.Parts.Where(part => !part.OnBoard))
        {
            foreach (Connection wire in part.Connections)
            {
                Assert.Contains(drawing.Wires, one => !one.IsUpright && one.Net.Contains(wire.To, StringComparison.Ordinal));
                Assert.Contains(drawing.Labels, label => label.Text == wire.Pin);
            }
        }

        foreach (BoardPin pin in board.Pins.Where(pin => pin.At != "on board"))
        {
            Assert.Contains(drawing.Labels, label => label.Text == pin.Pin);
            Assert.Contains(drawing.Labels, label => label.Text == $"{pin.At}, {pin.Use}");
        }
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void Wires_of_different_nets_never_run_on_each_other(string folder)
    {
        List<Wire> wires = WiringPicture.Draw(Read(folder)).Wires;
        foreach (Wire one in wires)
        {
            Assert.DoesNotContain(wires, other => one.Net != other.Net && Overlap(one, other));
        }
    }

    [Fact]
    public void A_changed_pin_changes_the_picture()
    {
        JsonNode node = HardwareData.BoardNode("esp32-wroom-32-rev-a");
        string before = SvgFile.Render(WiringPicture.Draw(HardwareData.BoardFrom(node)));
        node["pins"]![6]!["at"] = "J2-12";
        Assert.NotEqual(before, SvgFile.Render(WiringPicture.Draw(HardwareData.BoardFrom(node))));
    }

    [Fact]
    public void Crossed_and_lost_texts_are_reported()
    {
        var drawing = new Drawing { Width = 200, Height = 100 };
        drawing.Labels.Add(new Label(10, 50, "crossed", 12, Palette.Ink, Anchor.Start));
        drawing.Labels.Add(new Label(20, 52, "covered", 12, Palette.Ink, Anchor.Start));
        drawing.Labels.Add(new Label(150, 90, "leaves the picture", 12, Palette.Ink, Anchor.Start));
        drawing.Wires.Add(new Wire(12, 0, 12, 100, Palette.Ink, "net"));
        Assert.Equal(
            ["'crossed' covers 'covered'", "'crossed' is crossed by net", "'leaves the picture' leaves the picture"],
            Crossings(drawing).Order());
    }

    private static Board Read(string folder) => HardwareData.BoardFrom(HardwareData.BoardNode(folder));

    private static bool Overlap(Wire one, Wire other) => one.IsUpright == other.IsUpright && (one.IsUpright
        ? one.X1 == other.X1 && Math.Min(one.Y2, other.Y2) >= Math.Max(one.Y1, other.Y1)
        : one.Y1 == other.Y1 && Math.Min(one.X2, other.X2) >= Math.Max(one.X1, other.X1));

    private static IEnumerable<string> Crossings(Drawing drawing)
    {
        for (int i = 0; i < drawing.Labels.Count; i++)
        {
            Label label = drawing.Labels[i];
            foreach (Wire wire in drawing.Wires.Where(wire => Meets(label, wire.X1, wire.Y1, wire.X2, wire.Y2)))
            {
                yield return $"'{label.Text}' is crossed by {wire.Net}";
            }

            foreach (Label other in drawing.Labels.Skip(i + 1).Where(one => Meets(label, one.Left, one.Top, one.Right, one.Bottom)))
            {
                yield return $"'{label.Text}' covers '{other.Text}'";
            }

            if (label.Left < 0 || label.Top < 0 || label.Right > drawing.Width || label.Bottom > drawing.Height)
            {
                yield return $"'{label.Text}' leaves the picture";
            }
        }
    }

    private static bool Meets(Label label, int left, int top, int right, int bottom) =>
        label.Left <= right && label.Right >= left && label.Top <= bottom && label.Bottom >= top;
}
