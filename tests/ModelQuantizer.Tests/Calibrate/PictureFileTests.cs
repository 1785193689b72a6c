using System;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.Testing;

namespace Stethos.ModelQuantizer.Tests.Calibrate;

/// <summary>16 by 16 pixels as a browser writes them: rgb(200, 60, 30) above, rgb(20, 90, 220) below.</summary>
public sealed class PictureFileTests : IDisposable
{
    private const string Jpeg =
        "/9j/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQ" +
        "kFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAQABADASIAAhEBAxEB/8QAFgAB" +
        "AQEAAAAAAAAAAAAAAAAAAAYH/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/EABQBAQAAAAAAAAAAAAAAAAAAAAb/xAAYEQACAwAAAAAAAAAAAAAAAA" +
        "AAF2Wj4//aAAwDAQACEQMRAD8Ay8TQZpaQq0Ebrjrcz//Z";

    private const string Png =
        "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8/9hAAAANklEQVR4AeySQQ0AAAgCmUFMYgQz+7aVhuAhD9n4sh1gHT6MDaQ+ABDoIL3AWA" +
        "CBPKLCCucICwAA//9UkE4eAAAABklEQVQDAJmnNLGtUf5IAAAAAElFTkSuQmCC";

    private static readonly byte[] Above = [200, 60, 30];
    private static readonly byte[] Below = [20, 90, 220];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.png", Png, 0)]
    [InlineData("a.jpg", Jpeg, 6)]
    public void Pictures_are_samples_of_codes(string name, string picture, int within)
    {
        var values = SampleFiles.Open(Write(name, picture), Input(1, 16, 16, 3)).Read(0)[0].ToFloats();
        for (var i = 0; i < values.Length; i++)
        {
            // Colour of a JPEG file is coarser than its light: it runs across the edge.
            if (within > 0 && i / 48 is 7 or 8)
            {
                continue;
            }

            Assert.InRange(values[i], (i < 384 ? Above : Below)[i % 3] - within, (i < 384 ? Above : Below)[i % 3] + within);
        }
    }

    [Fact]
    public void Planes_grey_and_blue_first_are_made_as_the_model_wants_them()
    {
        Write("a.png", Png);
        var planes = SampleFiles.Open(_folder.Path, Input(1, 3, 16, 16)).Read(0)[0].ToFloats();
        Assert.Equal([200f, 20, 60, 90, 30, 220], new[] { 0, 255, 256, 511, 512, 767 }.Select(i => planes[i]));
        var grey = SampleFiles.Open(_folder.Path, Input(1, 16, 16, 1)).Read(0)[0].ToFloats();
        Assert.Equal([98f, 84], new[] { grey[0], grey[255] });
        var swapped = SampleFiles.Open(_folder.Path, Input(1, 16, 16, 3), new SampleOptions { SwapRedAndBlue = true });
        Assert.Equal([30f, 60, 200], swapped.Read(0)[0].ToFloats().Take(3));
    }

    [Theory]
    [InlineData("a.png", Png)]
    [InlineData("a.jpg", Jpeg)]
    public void A_picture_cut_short_is_refused_with_its_file(string name, string picture)
    {
        var whole = Convert.FromBase64String(picture);
        var path = Write(name, Convert.ToBase64String(whole[..^12]));
        var error = Assert.Throws<ModelException>(() => SampleFiles.Open(path, Input(1, 16, 16, 3)).Read(0));
        Assert.StartsWith($"{path}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_size_is_refused_with_both_sizes()
    {
        var source = SampleFiles.Open(Write("a.png", Png), Input(1, 8, 8, 3));
        var error = Assert.Throws<ModelException>(() => source.Read(0));
        Assert.Contains("a.png: the picture has 16 × 16 pixels, the model takes 8 × 8", error.Message, StringComparison.Ordinal);
        Assert.Throws<ModelException>(() => SampleFiles.Open(Write("a.png", Png), Input(1, 768)));
    }

    [Theory]
    [InlineData("a.png", Png)]
    [InlineData("a.jpg", Jpeg)]
    public void Damaged_pictures_are_refused_or_read_and_nothing_else(string name, string picture)
    {
        var whole = Convert.FromBase64String(picture);
        var refused = 0;
        for (var i = 0; i < whole.Length; i++)
        {
            refused += Try(name, whole[..i]) ? 0 : 1;
            foreach (var value in new byte[] { 0, 0xFF, (byte)(whole[i] ^ 0x41) })
            {
                var damaged = whole.ToArray();
                damaged[i] = value;
                refused += Try(name, damaged) ? 0 : 1;
            }
        }

        Assert.True(refused > whole.Length, $"{refused} of {whole.Length * 4} damaged files were refused");
    }

    private bool Try(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.Of(name), bytes);
        try
        {
            return SampleFiles.Open(_folder.Of(name), Input(1, 16, 16, 3)).Read(0)[0].ToFloats().Length == 768;
        }
        catch (ModelException)
        {
            return false;
        }
    }

    private string Write(string name, string picture)
    {
        File.WriteAllBytes(_folder.Of(name), Convert.FromBase64String(picture));
        return _folder.Of(name);
    }

    private static Tensor Input(params long[] shape) => new("x", ElementType.Float, Shape.Of(shape));
}
