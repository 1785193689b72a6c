using System;
using System.Linq;
using Stethos.Features.Vision;

namespace Stethos.Features.Tests.Vision;

/// <summary>The streaming scan against the definitions of docs/protocol.md, computed the plain way.</summary>
public sealed class PictureScanTests
{
    [Theory]
    [InlineData(16, 12)]
    [InlineData(17, 13)]
    [InlineData(32, 24)]
    [InlineData(96, 96)]
    [InlineData(100, 75)]
    [InlineData(160, 120)]
    [InlineData(320, 240)]
    public void Blocks_edges_histogram_and_light_are_as_defined(int width, int height)
    {
        var random = new Random(width * 1000 + height);
        for (var i = 0; i < 4; i++)
        {
            var picture = Scene.Texture(random, width, height);
            var scan = Scan(picture, width, height, height);
            AssertBlocks(picture, width, scan, height);
            AssertEdges(picture, width, scan, height);
            AssertHistogram(picture, scan);
            var light = picture.Sum(pixel => (long)pixel) * 256 / picture.Length;
            Assert.Equal(light, scan.Light);
        }
    }

    [Fact]
    public void Sums_of_rows_and_columns_are_those_of_the_picture()
    {
        const int width = 40;
        const int height = 30;
        var picture = Scene.Texture(new Random(5), width, height);
        var scan = Scan(picture, width, height, height);
        Assert.Equal(Enumerable.Range(0, width).Select(x => Enumerable.Range(0, height).Sum(y => picture[y * width + x])), scan.ColumnSums);
        Assert.Equal(Enumerable.Range(0, height).Select(y => Enumerable.Range(0, width).Sum(x => picture[y * width + x])), scan.RowSums);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(55)]
    [InlineData(119)]
    public void Rows_that_never_came_count_nowhere(int rows)
    {
        const int width = 160;
        const int height = 120;
        var picture = Scene.Texture(new Random(rows), width, height);
        var scan = Scan(picture, width, height, rows);
        Assert.Equal(rows, scan.Rows);
        AssertBlocks(picture, width, scan, rows);
        AssertEdges(picture, width, scan, rows);
        AssertHistogram(picture[..(rows * width)], scan);
    }

    [Fact]
    public void A_scan_takes_nothing_over_from_the_picture_before_and_ignores_rows_too_many()
    {
        const int width = 96;
        const int height = 96;
        var first = Scene.Texture(new Random(1), width, height);
        var second = Scene.Texture(new Random(2), width, height);
        var fresh = Scan(second, width, height, height);
        var used = Scan(first, width, height, height);
        used.Begin();
        for (var y = 0; y < height; y++)
        {
            used.AddRow(second, y * width);
        }

        used.AddRow(first, 0);
        used.End();
        Assert.Equal(fresh.Means, used.Means);
        Assert.Equal(fresh.Edges, used.Edges);
        Assert.Equal(fresh.Histogram, used.Histogram);
        Assert.Equal(fresh.ColumnSums, used.ColumnSums);
    }

    [Fact]
    public void A_picture_of_one_grey_is_blank_a_black_one_too_dark_and_a_white_one_saturated()
    {
        foreach (var (grey, dark, saturated) in ((byte, bool, bool)[])
            [(0, true, false), (15, true, false), (16, false, false), (255, false, true)])
        {
            var picture = Enumerable.Repeat(grey, 64 * 48).ToArray();
            var scan = Scan(picture, 64, 48, 48);
            Assert.True(scan.IsBlank);
            Assert.Equal((dark, saturated), (scan.IsTooDark, scan.IsSaturated));
            picture[1000] ^= 1;
            Assert.False(Scan(picture, 64, 48, 48).IsBlank);
        }
    }

    [Fact]
    public void A_picture_is_saturated_from_one_white_pixel_in_twenty_on()
    {
        var picture = Enumerable.Repeat((byte)90, 40 * 40).ToArray();
        Array.Fill(picture, (byte)255, 0, 80);
        Assert.False(Scan(picture, 40, 40, 40).IsSaturated);
        picture[80] = 255;
        Assert.True(Scan(picture, 40, 40, 40).IsSaturated);
    }

    [Fact]
    public void Without_edges_all_else_is_the_same()
    {
        var picture = Scene.Texture(new Random(3), 96, 96);
        var with = Scan(picture, 96, 96, 96);
        var without = new PictureScan(96, 96, withEdges: false);
        without.Begin();
        for (var y = 0; y < 96; y++)
        {
            without.AddRow(picture, y * 96);
        }

        without.End();
        Assert.Equal(with.Means, without.Means);
        Assert.Equal(with.Histogram, without.Histogram);
        Assert.All(without.Edges, edge => Assert.Equal(0, edge));
        Assert.Contains(with.Edges, edge => edge > 0);
    }

    [Theory]
    [InlineData(15, 12)]
    [InlineData(16, 11)]
    [InlineData(4097, 12)]
    public void Sizes_that_cannot_be_divided_are_refused(int width, int height)
    {
        Assert.Throws<ArgumentException>(() => new PictureScan(width, height, withEdges: true));
    }

    internal static PictureScan Scan(byte[] picture, int width, int height, int rows)
    {
        var scan = new PictureScan(width, height, withEdges: true);
        scan.Begin();
        for (var y = 0; y < rows; y++)
        {
            scan.AddRow(picture, y * width);
        }

        scan.End();
        return scan;
    }

    private static void AssertBlocks(byte[] picture, int width, PictureScan scan, int rows)
    {
        for (var block = 0; block < PictureGrid.Blocks; block++)
        {
            var pixels = Pixels(picture, width, scan.Height, rows, block, 16, 12);
            var mean = pixels.Length == 0 ? 0 : 16 * pixels.Average(pixel => (double)pixel);
            Assert.InRange(scan.Means[block], mean - 0.5, mean + 0.5);
        }
    }

    private static void AssertEdges(byte[] picture, int width, PictureScan scan, int rows)
    {
        var edges = new byte[picture.Length];
        for (var at = 0; at < rows * width; at++)
        {
            var across = at % width == 0 ? 0 : Math.Abs(picture[at] - picture[at - 1]);
            var down = at < width ? 0 : Math.Abs(picture[at] - picture[at - width]);
            edges[at] = across + down >= 24 ? (byte)1 : (byte)0;
        }

        for (var cell = 0; cell < PictureGrid.Cells; cell++)
        {
            var pixels = Pixels(edges, width, scan.Height, rows, cell, 8, 6);
            var share = pixels.Length == 0 ? 0 : 255 * pixels.Average(pixel => (double)pixel);
            Assert.InRange(scan.Edges[cell], share - 0.5, share + 0.5);
        }
    }

    private static void AssertHistogram(byte[] seen, PictureScan scan)
    {
        for (var bin = 0; bin < PictureScan.Bins; bin++)
        {
            var share = seen.Length == 0 ? 0 : seen.Count(pixel => pixel / 8 == bin) / (double)seen.Length;
            Assert.InRange(scan.Histogram[bin], 255 * Math.Sqrt(share) - 0.5, 255 * Math.Sqrt(share) + 0.5);
        }
    }

    private static byte[] Pixels(byte[] picture, int width, int height, int rows, int part, int columns, int partRows)
    {
        var (row, column) = (part / columns, part % columns);
        var left = column * width / columns;
        var right = (column + 1) * width / columns;
        return Enumerable.Range(0, rows)
            .Where(y => y >= row * height / partRows && y < (row + 1) * height / partRows)
            .SelectMany(y => picture[(y * width + left)..(y * width + right)])
            .ToArray();
    }
}
