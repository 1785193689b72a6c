using System.Linq;
using Stethos.Drivers.Iis3dwb;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;
using Stethos.Hal.Virtual.Spi;

namespace Stethos.App.Tests.Loops;

public sealed class Iis3dwbCaptureTests
{
    private const int Select = 1;
    private readonly VirtualClock _clock = new() { AdvancesOnWait = true };

    [Fact]
    public void A_window_is_one_snapshot_without_a_gap()
    {
        Iis3dwbCapture capture = Make(new VirtualIis3dwbOptions());

        Assert.Equal(BusStatusCode.Ok, Fill(capture));
        Assert.Equal((0, 0), (capture.Lost, capture.Clipped));
        Assert.Equal(512, capture.WindowLength);
        Assert.All(capture.Window, axis => Assert.True(axis.Distinct().Count() > 100));
        Assert.Equal(BusStatusCode.Ok, Fill(capture));
    }

    [Fact]
    public void Another_part_is_told_as_such()
    {
        Iis3dwbCapture capture = Make(new VirtualIis3dwbOptions { DeviceId = 0x6B });

        Assert.Equal(BusStatusCode.BusFault, capture.Start());
        Assert.True(capture.IsWrongPart);
    }

    [Fact]
    public void A_window_that_never_comes_is_given_up_silent_and_the_part_is_set_up_again()
    {
        Iis3dwbCapture capture = Make(new VirtualIis3dwbOptions());
        Assert.Equal(BusStatusCode.Ok, Fill(capture));

        capture.Begin();
        Assert.False(capture.Poll());
        capture.GiveUp();

        Assert.Equal(BusStatusCode.Timeout, capture.Fault);
        Assert.All(capture.Window, axis => Assert.All(axis, sample => Assert.Equal(0, sample)));
        Assert.Equal(BusStatusCode.Ok, Fill(capture));
    }

    private BusStatusCode Fill(Iis3dwbCapture capture)
    {
        Assert.Equal(BusStatusCode.Ok, capture.Start());
        _clock.Advance(10);
        capture.Begin();
        for (int turn = 0; turn < 10; turn++)
        {
            _clock.Advance(10);
            if (capture.Poll())
            {
                return capture.Fault;
            }
        }

        return BusStatusCode.Timeout;
    }

    private Iis3dwbCapture Make(VirtualIis3dwbOptions options)
    {
        VirtualSpiBus bus = new();
        bus.Attach(Select, new VirtualIis3dwb(_clock, new MachineGenerator(new MachineParameters()), options));
        return new Iis3dwbCapture(new Iis3dwbDriver(bus.Open(Select)), 16);
    }
}
