using System.Globalization;
using System.Text;

namespace Stethos.Mosquitto.Tests;

public sealed class TopicCacheTests
{
    [Theory]
    [InlineData("stethos/v1/board/7/up")]
    [InlineData("Wälzlager/größe/🔧")]
    public void Same_bytes_give_the_same_instance(string topic)
    {
        var cache = new TopicCache(8);
        string first = cache.Get(Encoding.UTF8.GetBytes(topic));

        Assert.Equal(topic, first);
        Assert.Same(first, cache.Get(Encoding.UTF8.GetBytes(topic)));
    }

    [Fact]
    public void Overflowing_cache_still_answers_correctly()
    {
        var cache = new TopicCache(4);
        for (int i = 0; i < 100; i++)
        {
            string topic = "t/" + i.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(topic, cache.Get(Encoding.UTF8.GetBytes(topic)));
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_replaced_and_do_not_match_their_replacement()
    {
        var cache = new TopicCache(4);

        Assert.Equal("\uFFFD", cache.Get([0xFF]));
        Assert.Equal("\uFFFD", cache.Get([0xFF]));
        Assert.Equal("\uFFFD", cache.Get([0xFE]));
    }
}
