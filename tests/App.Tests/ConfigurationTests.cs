using System;

namespace Stethos.App.Tests;

public sealed class ConfigurationTests
{
    [Fact]
    public void The_defaults_are_valid()
    {
        Assert.Equal(ConfigurationFaultCode.None, new NodeConfiguration().Check());
    }

    [Theory]
    [InlineData(ConfigurationFaultCode.Site)]
    [InlineData(ConfigurationFaultCode.Gateway)]
    [InlineData(ConfigurationFaultCode.Device)]
    [InlineData(ConfigurationFaultCode.Period)]
    [InlineData(ConfigurationFaultCode.OutboxCapacity)]
    [InlineData(ConfigurationFaultCode.Shaft)]
    [InlineData(ConfigurationFaultCode.EnvelopeBand)]
    public void Each_wrong_field_is_named(ConfigurationFaultCode fault)
    {
        foreach (var spoil in SpoilersOf(fault))
        {
            var configuration = new NodeConfiguration();
            spoil(configuration);
            Assert.Equal(fault, configuration.Check());
        }
    }

    private static Action<NodeConfiguration>[] SpoilersOf(ConfigurationFaultCode fault) => fault switch
    {
        ConfigurationFaultCode.Site => [c => c.Site = "", c => c.Site = "A", c => c.Site = "a/b", c => c.Site = "+"],
        ConfigurationFaultCode.Gateway => [c => c.Gateway = "", c => c.Gateway = "g w"],
        ConfigurationFaultCode.Device => [c => c.Device = [], c => c.Device = new byte[9]],
        ConfigurationFaultCode.Period => [c => c.PeriodMs = 99, c => c.PeriodMs = 3_600_001],
        ConfigurationFaultCode.OutboxCapacity => [c => c.OutboxCapacity = 15, c => c.OutboxCapacity = 65_537],
        ConfigurationFaultCode.Shaft => [c => c.ShaftHz = -1, c => c.ShaftHz = 1001, c => c.ShaftHz = float.NaN],
        _ => [c => c.EnvelopeLowHz = 0, c => c.EnvelopeHighHz = c.EnvelopeLowHz, c => c.EnvelopeHighHz = float.NaN]
    };
}
