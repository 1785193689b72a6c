using System;
using Stethos.Gateway.Host.Serving;

namespace Stethos.Gateway.Host.Tests.Serving;

public sealed class GatewayOptionsTests
{
    private static readonly GatewayOptions Good = new() { DataFolder = "data" };

    [Fact]
    public void Defaults_are_fit() => Good.Check();

    [Fact]
    public void An_option_out_of_range_is_named_with_its_value_and_what_is_allowed()
    {
        Refused(Good with { DataFolder = "" }, "--data '': a folder");
        Refused(Good with { DataFolder = "/dev/null" }, "--data '/dev/null': a folder, but this is a file");
        Refused(Good with { Site = "Two/Words" }, "--site 'Two/Words': 1 to 32 characters of a-z, 0-9 and -");
        Refused(Good with { Gateway = new string('a', 33) }, "--gateway '" + new string('a', 33) + "'");
        Refused(Good with { PagePort = 0 }, "--port '0': 1 to 65535");
        Refused(Good with { PagePort = 65536 }, "--port '65536': 1 to 65535");
        Refused(Good with { BrokerPort = -1 }, "--broker-port '-1': 1 to 65535");
        Refused(Good with { Owner = "" }, "--owner '': a name");
        Refused(Good with { ModelFile = "nowhere.onnx" }, "--model 'nowhere.onnx': an existing .onnx or .sbu file");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData(":1883")]
    [InlineData("host:")]
    [InlineData("host:0")]
    [InlineData("host:-1")]
    [InlineData("host:65536")]
    [InlineData("host:1883x")]
    public void A_broker_that_is_no_address_is_refused(string broker) =>
        Refused(Good with { ExternalBroker = broker }, $"--broker '{broker}': HOST:PORT");

    [Theory]
    [InlineData("broker.local:1883", "broker.local", 1883)]
    [InlineData("::1:1883", "::1", 1883)]
    public void A_brokers_address_ends_at_the_last_colon(string broker, string host, int port)
    {
        var options = Good with { ExternalBroker = broker };
        options.Check();

        Assert.Equal((host, port), options.Broker);
    }

    [Fact]
    public void Without_an_address_the_own_broker_on_loopback_is_meant() =>
        Assert.Equal(("127.0.0.1", 4711), (Good with { BrokerPort = 4711 }).Broker);

    private static void Refused(GatewayOptions options, string message) =>
        Assert.StartsWith(message, Assert.Throws<GatewayException>(options.Check).Message, StringComparison.Ordinal);
}
