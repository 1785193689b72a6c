using Stethos.Update.Transfer;

namespace Stethos.Update.Tests.Transfer;

public sealed class TransferWatchTests
{
    private const long MinuteMs = 60_000;

    [Theory]
    [InlineData(60, 61)]
    [InlineData(100, 61)]
    [InlineData(20, 7 * 24 * 60)]
    [InlineData(1, 7 * 24 * 60)]
    public void A_piece_now_and_then_does_not_keep_a_download_alive(int minutesBetween, int givenUpAfter)
    {
        var watch = new TransferWatch();
        watch.Begin(1000);
        for (var minute = 0L; minute <= 8 * 24 * 60; minute++)
        {
            if (minute % minutesBetween == minutesBetween - 1)
            {
                watch.Came();
            }

            if (watch.IsStalled(1000 + minute * MinuteMs))
            {
                Assert.InRange(minute, givenUpAfter - 1, givenUpAfter);
                return;
            }
        }

        Assert.Fail("never given up");
    }
}
