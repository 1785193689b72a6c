using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Domain.Vision;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Tests.Vision;

public sealed class ChangeRegionsTests
{
    private readonly VisionFeatures _picture = new() { HasChange = true };

    [Fact]
    public void Blocks_that_touch_even_at_corners_are_one_region_and_the_largest_comes_first()
    {
        Change(0, 0);
        Change(5, 5);
        Change(6, 6);
        Change(6, 7);
        Assert.Equal([new RegionView(5, 5, 2, 3, 3), new RegionView(0, 0, 1, 1, 1)], ChangeRegions.Find(_picture));
    }

    [Fact]
    public void Rows_do_not_touch_around_the_border()
    {
        Change(15, 3);
        Change(0, 4);
        Assert.Equal(2, ChangeRegions.Find(_picture).Count);
    }

    [Fact]
    public void All_blocks_are_one_region_and_no_bitmap_is_none()
    {
        for (var block = 0; block < VisionFeatures.Blocks; block++)
        {
            Change(block % 16, block / 16);
        }

        Assert.Equal([new RegionView(0, 0, 16, 12, 192)], ChangeRegions.Find(_picture));
        _picture.HasChange = false;
        Assert.Empty(ChangeRegions.Find(_picture));
    }

    private void Change(int column, int row)
    {
        var block = (row * 16) + column;
        _picture.Change[block / 8] |= (byte)(1 << (block % 8));
    }
}
