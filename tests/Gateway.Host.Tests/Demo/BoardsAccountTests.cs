using Stethos.Gateway.Host.Demo;

namespace Stethos.Gateway.Host.Tests.Demo;

public sealed class BoardsAccountTests
{
    [Fact]
    public void The_last_line_is_the_account()
    {
        var account = BoardsAccount.Parse(
            "something else\nboards=8 made=280 acknowledged=279 waiting=1 resent=3 dropped=2 connects=9 samples_lost=4 refused=0\n");

        Assert.Equal(new BoardsAccount(280, 279, 1, 3, 2, 9), account);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("Unhandled exception")]
    [InlineData("boards=8 made=1\nand then it died")]
    public void Without_that_line_there_is_no_account(string output) => Assert.Null(BoardsAccount.Parse(output));

    [Fact]
    public void What_is_missing_or_no_number_counts_as_none() =>
        Assert.Equal(new BoardsAccount(5, 0, 0, 0, 0, 0), BoardsAccount.Parse("boards=1 made=5 waiting=x odd acknowledged="));
}
