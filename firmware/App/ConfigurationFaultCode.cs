namespace Stethos.App
{
    /// <summary>Which field of a node's configuration is wrong. Frozen by a test.</summary>
    public enum ConfigurationFaultCode
    {
        None = 0,
        Site = 1,
        Gateway = 2,
        Device = 3,
        Period = 4,
        OutboxCapacity = 5,
        Shaft = 6,
        EnvelopeBand = 7
    }
}
