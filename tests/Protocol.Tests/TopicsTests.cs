using System;
using System.Linq;

namespace Stethos.Protocol.Tests;

public sealed class TopicsTests
{
    private const string Device = "00a1b2c3d4e5f607";
    private readonly byte[] _device = new byte[8];

    [Theory]
    [InlineData(Topics.Frames)]
    [InlineData(Topics.Bursts)]
    [InlineData(Topics.State)]
    [InlineData(Topics.Acknowledgements)]
    [InlineData(Topics.Commands)]
    [InlineData(Topics.UpdateStatus)]
    [InlineData(Topics.Updates)]
    public void A_topic_gives_back_device_and_channel(string channel)
    {
        var topic = Topics.Of("plant-1", "gw-2", Device, channel);
        Assert.Equal($"stethos/1/plant-1/gw-2/{Device}/{channel}", topic);
        Assert.True(Topics.TryParse(topic, _device, out var parsed));
        Assert.Equal((channel, Device), (parsed, DeviceId.ToText(_device, 0)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("stethos/1/")]
    [InlineData("stethos/1/s/g")]
    [InlineData("stethos/1/s/g/00a1b2c3d4e5f607")]
    [InlineData("stethos/1/s/g/00a1b2c3d4e5f607/")]
    [InlineData("stethos/1/s/g/00a1b2c3d4e5f60/w")]
    [InlineData("stethos/1/s/g/000a1b2c3d4e5f607/w")]
    [InlineData("stethos/1/s/g/00A1B2C3D4E5F607/w")]
    [InlineData("stethos/1/s/g/00a1b2c3d4e5f60g/w")]
    [InlineData("stethos/2/s/g/00a1b2c3d4e5f607/w")]
    [InlineData("xstethos/1/s/g/00a1b2c3d4e5f607/w")]
    [InlineData("Stethos/1/s/g/00a1b2c3d4e5f607/w")]
    [InlineData("stethos/1/s/g/00a1b2c3d4e5f607/w/x")]
    [InlineData("stethos/1/s/g/00a1b2c3d4e5f607/W")]
    [InlineData("stethos/1/s/g/00a1b2c3d4e5f607/\0")]
    public void What_is_not_a_topic_of_ours_is_refused(string topic)
    {
        Assert.False(Topics.TryParse(topic, _device, out var channel));
        Assert.Equal("", channel);
    }

    [Fact]
    public void A_filter_stands_for_every_device()
    {
        Assert.Equal("stethos/1/plant/gw/+/w", Topics.FilterOf("plant", "gw", Topics.Frames));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("plant-1", true)]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345", true)]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456", false)]
    [InlineData("", false)]
    [InlineData("Plant", false)]
    [InlineData("a/b", false)]
    [InlineData("a+", false)]
    [InlineData("#", false)]
    [InlineData("ä", false)]
    [InlineData("a b", false)]
    public void Names_hold_only_what_a_topic_may(string name, bool ok)
    {
        Assert.Equal(ok, Topics.IsName(name));
    }

    [Fact]
    public void Every_byte_of_a_device_id_survives_its_text()
    {
        for (var value = 0; value <= 255; value++)
        {
            var id = Enumerable.Range(0, 10).Select(i => (byte)(value + 37 * i)).ToArray();
            var text = DeviceId.ToText(id, 1);
            Assert.Equal(Convert.ToHexStringLower(id, 1, 8), text);
            Assert.True(DeviceId.TryParse(text, _device));
            Assert.Equal(id.AsSpan(1, 8).ToArray(), _device);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("00a1b2c3d4e5f60")]
    [InlineData("00a1b2c3d4e5f6077")]
    [InlineData("00a1b2c3d4e5f60 ")]
    [InlineData("00a1b2c3d4e5f60G")]
    [InlineData("00A1b2c3d4e5f607")]
    [InlineData("00a1b2c3d4e5f60\u0661")]
    public void What_is_not_16_lower_case_digits_is_no_device(string text)
    {
        Assert.False(DeviceId.TryParse(text, _device));
    }
}
