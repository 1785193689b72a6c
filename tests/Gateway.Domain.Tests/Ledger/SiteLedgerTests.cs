using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Ledger;

namespace Stethos.Gateway.Domain.Tests.Ledger;

public sealed class SiteLedgerTests
{
    [Fact]
    public void Boots_and_devices_are_kept_apart_and_added_up()
    {
        var ledger = new SiteLedger();
        var a = new DeviceKey(1);
        var b = new DeviceKey(ulong.MaxValue);
        ledger.Of(a, 1).Accept(3);
        ledger.Of(a, 2).Accept(2);
        ledger.Of(b, 1).Accept(11);
        Assert.Same(ledger.Of(a, 1), ledger.Of(a, 1));
        Assert.Equal((3L, 10L, 13L, 0L), (ledger.MissingOf(a), ledger.MissingOf(b), ledger.Missing, ledger.MissingOf(new DeviceKey(2))));
    }
}
