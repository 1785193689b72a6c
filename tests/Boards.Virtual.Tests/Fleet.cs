using Stethos.Hal.Virtual.Signals;
using Stethos.Testing;

namespace Stethos.Boards.Virtual.Tests;

internal static class Fleet
{
    /// <summary>Options of a fleet without a broker: nobody listens on its port.</summary>
    public static FleetOptions Of(int nodes) => new()
    {
        Nodes = nodes,
        BrokerPort = FreePort.Next(),
        Site = "demo",
        Gateway = "gw1",
        PeriodMs = 100,
        Fault = MachineFault.Outer,
        FaultNode = 1,
        FaultAfterSeconds = 3,
        Seed = 1
    };
}
