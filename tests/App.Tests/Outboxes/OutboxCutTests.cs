using System;
using System.Linq;
using Stethos.App.Tests.Outboxes.Cuts;
using Stethos.Hal;
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

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_byte_lost_anywhere_in_any_block_brings_no_wrong_frame_and_is_announced(int batchFrames)
    {
        var report = CutSuite.Rot(batchFrames);
        output.WriteLine(report.ToString());
        Assert.True(report.Breaches.Count == 0, report + Environment.NewLine + string.Join(Environment.NewLine, report.Breaches.Take(10)));
        Assert.True(report.Runs > 1000 && report.FramesReceived > 0);
    }

    [Theory]
    [InlineData(FileStatusCode.Full, "ob-")]
    [InlineData(FileStatusCode.MediumFault, "ob-")]
    [InlineData(FileStatusCode.Full, "")]
    [InlineData(FileStatusCode.MediumFault, "")]
    public void A_store_that_never_takes_anything_leaves_an_outbox_in_memory(FileStatusCode status, string prefix)
    {
        var report = CutSuite.DeadStore(status, prefix);
        output.WriteLine(report.ToString());
        Assert.True(report.Breaches.Count == 0, string.Join(Environment.NewLine, report.Breaches.Take(10)));
        Assert.True(report.FramesReceived > 20 && report.Notices > 0);
    }

    private void Check(CutReport report)
    {
        output.WriteLine(report.ToString());
        Assert.True(report.Breaches.Count == 0, report + Environment.NewLine + string.Join(Environment.NewLine, report.Breaches.Take(10)));
        Assert.True(report.Operations > 100 && report.Runs > report.Operations && report.Notices > report.Runs / 4);
    }
}
