using System;
using System.IO;
using System.Linq;
using Stethos.Hal.Virtual.Recordings;
using Stethos.Hal.Virtual.Vision;
using Stethos.Testing;

namespace Stethos.Hal.Virtual.Tests.Vision;

public sealed class PictureFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_small_picture_lies_pixel_by_pixel_in_the_middle_on_its_mean_grey()
    {
        var pixels = Enumerable.Range(0, 2 * 96 * 96).Select(i => (byte)(i % 251)).ToArray();
        var source = PictureFile.Load(Write(pixels, """{ "shape": [2, 96, 96], "labels": ["a"] }"""), 160, 120, 2);
        var view = new byte[160 * 120 + 5];
        foreach (var (seconds, number) in ((double, int)[])[(0, 0), (1.9, 0), (2, 1), (3.99, 1), (4, 0), (100_002.5, 1)])
        {
            source.Render(seconds, view, 5);
            var picture = pixels[(number * 9216)..((number + 1) * 9216)];
            for (var row = 0; row < 96; row++)
            {
                Assert.Equal(picture[(row * 96)..((row + 1) * 96)], view[(5 + (row + 12) * 160 + 32)..(5 + (row + 12) * 160 + 128)]);
            }

            Assert.Equal((int)picture.Average(pixel => (double)pixel), view[5]);
            Assert.Equal(view[5], view[^1]);
        }
    }

    [Fact]
    public void A_large_picture_is_cut_to_the_middle()
    {
        var pixels = Enumerable.Range(0, 10 * 20).Select(i => (byte)i).ToArray();
        var source = PictureFile.Load(Write(pixels, """{ "shape": [1, 10, 20] }"""), 4, 2, 1);
        var view = new byte[8];
        source.Render(0, view, 0);
        Assert.Equal([88, 89, 90, 91, 108, 109, 110, 111], view.Select(pixel => (int)pixel));
    }

    [Theory]
    [InlineData("""{ "shape": [1, 10] }""", "shape: must be [pictures, rows, columns]")]
    [InlineData("""{ "size": 3 }""", "shape: must be")]
    [InlineData("""[1, 10, 20]""", "shape: must be")]
    [InlineData("""{ "shape": [1, 10, 0] }""", "shape: must be three numbers")]
    [InlineData("""{ "shape": [1, 10, "20"] }""", "shape: must be three numbers")]
    [InlineData("""{ "shape": [1, 10, 1e300] }""", "shape: must be three numbers")]
    [InlineData("""{ "shape": [65535, 65535, 65535] }""", "size: 200 bytes")]
    [InlineData("""{ "shape": [2, 10, 20] }""", "size: 200 bytes")]
    [InlineData("{", "file: not JSON")]
    public void A_file_that_is_not_as_told_is_named_with_the_cause(string json, string cause)
    {
        var path = Write(new byte[200], json);
        AssertRefused(path, cause);
    }

    [Fact]
    public void Missing_files_are_named()
    {
        var path = Path.Combine(_folder.Path, "none.u8");
        AssertRefused(path, "none.json");
        File.WriteAllText(Path.ChangeExtension(path, ".json"), """{ "shape": [1, 1, 1] }""");
        AssertRefused(path, "none.u8: file");
    }

    private static void AssertRefused(string path, string cause)
    {
        var refused = Assert.Throws<RecordingException>(() => PictureFile.Load(path, 16, 12, 1));
        Assert.Contains(cause, refused.Message, StringComparison.Ordinal);
    }

    private string Write(byte[] pixels, string json)
    {
        var path = Path.Combine(_folder.Path, "pictures.u8");
        File.WriteAllBytes(path, pixels);
        File.WriteAllText(Path.ChangeExtension(path, ".json"), json);
        return path;
    }
}
