using System;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Boards.Virtual.Tests;

public sealed class ExportJobTests
{
    [Fact]
    public void A_line_is_read_field_by_field()
    {
        var job = ExportJob.Parse("g1,outer,,outer,25.5,0.8,7,0.001,12", "jobs.csv", 2);

        Assert.Equal(new ExportJob("g1", "outer", "", MachineFault.Outer, 25.5, 0.8, 7, 0.001, 12), job);
    }

    [Theory]
    [InlineData("g1,outer", "2 fields")]
    [InlineData("g,l,,nonsense,25,1,1,0,5", "fault: 'nonsense'")]
    [InlineData("g,l,,outer,fast,1,1,0,5", "shaft_hz: 'fast'")]
    public void A_wrong_line_names_file_line_and_field(string line, string wanted)
    {
        var message = Assert.Throws<FormatException>(() => ExportJob.Parse(line, "jobs.csv", 3)).Message;

        Assert.Contains("jobs.csv line 3", message, StringComparison.Ordinal);
        Assert.Contains(wanted, message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_is_the_same_every_time()
    {
        var job = new ExportJob("g", "outer", "", MachineFault.Outer, 25, 1, 7, 0.0005, 3);

        var first = new FrameExporter(job).Frames();
        Assert.Equal(3, System.Linq.Enumerable.Count(first));
        Assert.Equal(first, new FrameExporter(job).Frames());
    }
}
