using System;
using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Domain.Tests.Frames;

public sealed class DeviceKeyTests
{
    [Theory]
    [InlineData("0000000000000000", 0UL)]
    [InlineData("00a1b2c3d4e5f607", 0x00A1B2C3D4E5F607UL)]
    [InlineData("ffffffffffffffff", ulong.MaxValue)]
    [InlineData("8000000000000001", 0x8000000000000001UL)]
    public void Text_bytes_and_number_are_the_same_device(string text, ulong value)
    {
        Assert.True(DeviceKey.TryParse(text, out var key));
        Assert.Equal(value, key.Value);
        Assert.Equal(text, key.ToString());
        Assert.Equal(key, DeviceKey.FromBytes(Convert.FromHexString(text)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00A1B2C3D4E5F607")]
    [InlineData("00a1b2c3d4e5f60")]
    [InlineData("00a1b2c3d4e5f6070")]
    [InlineData("0x00a1b2c3d4e5f6")]
    [InlineData("../../etc/passwd")]
    public void Anything_else_is_no_device(string? text)
    {
        Assert.False(DeviceKey.TryParse(text, out var key));
        Assert.Equal(default, key);
    }
}
