using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Protocol;

namespace Stethos.App.Tests.Loops;

/// <summary>Which shaft speed a frame carries.</summary>
public sealed class TachometerTests
{
    private readonly VirtualClock _clock = new();
    private readonly FakeTachometer _tachometer = new();
    private readonly NodeState _state = new(1, 64, 64);
    private readonly NodeConfiguration _configuration = new() { PeriodMs = 1000, ShaftHz = 24.5f };
    private readonly byte[] _buffer = new byte[1024];

    [Theory]
    [InlineData(true, 29_950, 29_950u, 0)]
    [InlineData(true, 0, 0u, QualityFlags.SpeedUnknown)]
    [InlineData(false, 29_950, 24_500u, 0)]
    public void The_measured_speed_goes_before_the_configured_one(bool isKnown, int milliHz, uint expected, int flag)
    {
        _tachometer.IsKnown = isKnown;
        _tachometer.MilliHz = milliHz;
        FeatureFrame frame = Make(_tachometer);
        Assert.Equal((expected, flag), (frame.ShaftMilliHz, frame.Quality & QualityFlags.SpeedUnknown));
        Assert.True(_tachometer.IsStarted);
        Assert.InRange(_tachometer.Polls, 100, 101);
    }

    [Fact]
    public void Without_a_tachometer_the_configured_speed_holds()
    {
        Assert.Equal(24_500u, Make(null).ShaftMilliHz);
    }

    [Fact]
    public void Neither_measured_nor_configured_is_said_in_the_frame()
    {
        _configuration.ShaftHz = 0;
        FeatureFrame frame = Make(_tachometer);
        Assert.Equal((0u, QualityFlags.SpeedUnknown), (frame.ShaftMilliHz, frame.Quality & QualityFlags.SpeedUnknown));
    }

    [Fact]
    public void One_that_cannot_be_started_is_told_and_not_polled()
    {
        _tachometer.StartStatus = BusStatusCode.BusFault;
        _tachometer.IsKnown = true;
        Assert.Equal(24_500u, Make(_tachometer).ShaftMilliHz);
        Assert.Equal(0, _tachometer.Polls);
        Assert.Equal(1u, _state.Control.Errors.Of(NodeErrorCode.PartFault));
    }

    private FeatureFrame Make(FakeTachometer? tachometer)
    {
        var capture = new FakeCapture(_clock, 50);
        var loop = new CaptureLoop(_configuration, [capture], new NodeClock(_clock), _state) { Tachometer = tachometer };
        for (var i = 0; i < 100; i++)
        {
            loop.Step();
            _clock.Advance(10);
        }

        var length = _state.Outbox.Take(true, 0, 10_000, _buffer, out _);
        var frame = new FeatureFrame();
        Assert.Equal(FrameErrorCode.None, frame.Read(_buffer, 0, length, new MessageReader()));
        return frame;
    }
}
