using System;
using System.Linq;
using Stethos.App.Tests.Outboxes.Cuts;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Outboxes;

public sealed class OutboxCutTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_cut_at_any_operation_loses_nothing_that_was_stored(int batchFrames) => Check(CutSuite.SingleCuts(batchFrames));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_second_cut_at_any_operation_after_the_first_loses_nothing_that_was_stored(int batchFrames) =>
        Check(CutSuite.DoubleCuts(batchFrames));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_write_that_lies_about_its_success_loses_nothing_that_was_stored(int batchFrames) =>
        Check(CutSuite.SilentFaults(batchFrames));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_store_that_fails_for_a_while_loses_nothing_that_was_stored(int batchFrames) => Check(CutSuite.LoudFaults(batchFrames));

    private void Check(CutReport report)
    {
        output.WriteLine(report.ToString());
        Assert.True(report.Breaches.Count == 0, report + Environment.NewLine + string.Join(Environment.NewLine, report.Breaches.Take(10)));
        Assert.True(report.Operations > 100 && report.Runs > report.Operations && report.Notices > report.Runs / 4);
    }
}
