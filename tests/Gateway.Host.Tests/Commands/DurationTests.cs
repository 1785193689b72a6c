using System;
using Stethos.Gateway.Host.Commands;
using Stethos.Gateway.Host.Serving;

namespace Stethos.Gateway.Host.Tests.Commands;

public sealed class DurationTests
{
    [Theory]
    [InlineData("60s", 60)]
    [InlineData("60", 60)]
    [InlineData("5m", 300)]
    [InlineData("1h", 3600)]
    [InlineData("1.5m", 90)]
    public void A_time_has_a_number_and_a_unit(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DemoCommand.ParseDuration(text));

    [Fact]
    public void No_time_means_until_interrupted() => Assert.Null(DemoCommand.ParseDuration(null));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("0s")]
    [InlineData("-5s")]
    [InlineData("NaN")]
    [InlineData("1e9h")]
    [InlineData("five minutes")]
    [InlineData("5 d")]
    public void Anything_else_is_refused_with_examples(string text) =>
        Assert.Equal(
            $"--for '{text}': a time such as 60s, 5m or 1h",
            Assert.Throws<GatewayException>(() => DemoCommand.ParseDuration(text)).Message);
}
