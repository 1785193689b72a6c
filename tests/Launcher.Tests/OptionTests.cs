using System;

namespace Stethos.Launcher.Tests;

public sealed class OptionTests
{
    [Fact]
    public void What_follows_the_dashes_is_for_the_gateway()
    {
        var options = LauncherOptions.Parse(["--root", "/r", "--quorum", "80", "--", "serve", "--port", "1"], out _)!;
        Assert.Equal(("/r", 80), (options.Root, options.QuorumPercent));
        Assert.Equal(["serve", "--port", "1"], options.Arguments);
    }

    [Theory]
    [InlineData("--quorum", "101")]
    [InlineData("--patience", "0")]
    [InlineData("--patience", "soon")]
    [InlineData("--page", "ftp://x")]
    [InlineData("--root", "")]
    [InlineData("--what", "1")]
    public void A_wrong_argument_is_named(string name, string value)
    {
        Assert.Null(LauncherOptions.Parse([name, value], out var problem));
        Assert.StartsWith($"'{name} {value}'", problem, StringComparison.Ordinal);
    }
}
