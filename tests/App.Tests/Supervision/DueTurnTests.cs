using Stethos.App.Supervision;

namespace Stethos.App.Tests.Supervision;

public sealed class DueTurnTests
{
    [Fact]
    public void A_turn_comes_once_per_period()
    {
        var turn = new DueTurn(50, 1000, 10);
        Assert.True(turn.Take(10, false));
        Assert.False(turn.Take(59, false));
        Assert.True(turn.Take(65, false));
        Assert.False(turn.Take(114, false));
        Assert.True(turn.Take(115, false));
    }

    [Fact]
    public void A_window_keeps_it_back_but_no_longer_than_said()
    {
        var turn = new DueTurn(50, 1000, 0);
        Assert.False(turn.Take(999, true));
        Assert.True(turn.Take(1000, true));
        Assert.False(turn.Take(2049, true));
        Assert.True(turn.Take(2050, true));
        Assert.False(turn.Take(2200, true));
        Assert.True(turn.Take(2200, false));
    }
}
