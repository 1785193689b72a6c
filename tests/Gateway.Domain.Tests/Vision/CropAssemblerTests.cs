using System;
using System.Linq;
using Stethos.Gateway.Domain.Vision;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Tests.Vision;

public sealed class CropAssemblerTests
{
    private readonly CropAssembler _crops = new();
    private readonly byte[] _pixels = [.. Enumerable.Range(0, 96 * 96).Select(i => (byte)(i * 7))];

    [Fact]
    public void Chunks_in_any_order_with_duplicates_give_the_crop_once()
    {
        Crop? whole = null;
        foreach (var index in (int[])[8, 0, 3, 3, 1, 2, 7, 6, 5, 0])
        {
            Assert.Null(_crops.Add(Chunk(index), 5));
        }

        whole = _crops.Add(Chunk(4), 77);
        Assert.NotNull(whole);
        Assert.Equal(_pixels, whole.Pixels);
        Assert.Equal((96, 32, 12, 9u, 77L), (whole.Size, whole.Column, whole.Row, whole.PictureId, whole.TimeMs));
        Assert.Null(_crops.Add(Chunk(4), 78));
    }

    [Fact]
    public void A_crop_whose_pixels_fail_the_crc_is_dropped()
    {
        for (var index = 0; index < 8; index++)
        {
            _crops.Add(Chunk(index), 5);
        }

        var last = Chunk(8);
        last.Pixels[3] ^= 1;
        Assert.Null(_crops.Add(last, 5));
        Assert.Equal(1, _crops.Damaged);
    }

    [Fact]
    public void Another_crop_gives_up_the_unfinished_one_of_its_sensor_only()
    {
        _crops.Add(Chunk(0), 5);
        _crops.Add(Chunk(0, sensor: 3), 5);
        Assert.Equal(0, _crops.Abandoned);
        _crops.Add(Chunk(0, picture: 10), 5);
        Assert.Equal(1, _crops.Abandoned);
        Assert.All(Enumerable.Range(1, 7), index => Assert.Null(_crops.Add(Chunk(index, picture: 10), 5)));
        Assert.NotNull(_crops.Add(Chunk(8, picture: 10), 5));
    }

    private CropChunk Chunk(int index, int sensor = 2, uint picture = 9)
    {
        var chunk = new CropChunk
        {
            Sensor = sensor, CropId = 4, PictureId = picture, ChunkIndex = index, ChunkCount = 9, Column = 32, Row = 12, Size = 96,
            Crc = Crc32.Compute(_pixels, 0, _pixels.Length), PixelCount = CropChunk.PixelsOf(96, index)
        };
        chunk.Key.SetDevice([1, 2, 3, 4, 5, 6, 7, 8], 0);
        chunk.Key.Boot = 1;
        _pixels.AsSpan(index * CropChunk.MaxPixels, chunk.PixelCount).CopyTo(chunk.Pixels);
        return chunk;
    }
}
