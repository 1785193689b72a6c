using Stethos.App.Supervision;
using Stethos.App.Updates;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;

namespace Stethos.App.Tests.Updates;

public sealed class StartCauseTests
{
    [Theory]
    [InlineData(StartCauseCode.None, ResetCauseCode.Crash, StartCauseCode.Software)]
    [InlineData(StartCauseCode.None, ResetCauseCode.Watchdog, StartCauseCode.Watchdog)]
    [InlineData(StartCauseCode.None, ResetCauseCode.Requested, StartCauseCode.None)]
    [InlineData(StartCauseCode.None, ResetCauseCode.None, StartCauseCode.None)]
    [InlineData(StartCauseCode.PowerOn, ResetCauseCode.Crash, StartCauseCode.PowerOn)]
    public void A_start_that_the_hardware_does_not_explain_is_explained_by_the_last_words(
        StartCauseCode told, ResetCauseCode ended, StartCauseCode expected)
    {
        var files = new PowerCutFileStore(1);
        var before = new LastWords(files);
        before.Begin(1, StartCauseCode.None, new LastWordsMessage());
        before.End(ended, NodeErrorCode.None, LoopCode.None, 0, 0);
        var words = new LastWords(files);
        words.Begin(2, told, new LastWordsMessage());
        Assert.Equal(expected, UpdateStart.CauseOf(told, words));
    }
}
