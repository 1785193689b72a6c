using System;
using System.Linq;
using Stethos.EndToEnd.Tests.Kit;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests;

[Collection(Collections.People)]
public sealed class DemoTests(DemoRuns runs, ITestOutputHelper output) : IClassFixture<DemoRuns>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void An_injected_fault_is_found_with_its_cause_owner_and_drivers()
    {
        Succeeds(runs.WithFault);
        Says(runs.WithFault, "injected fault", "outer, found");
        Says(runs.WithFault, "alerts", "1");
        var alert = runs.WithFault.Program.Output.SkipWhile(line => !line.Contains("ALERT", StringComparison.Ordinal)).Take(4).ToArray();
        Assert.Contains("Outer-race fault (BPFO) on node-03", alert[0], StringComparison.Ordinal);
        Assert.Contains("owner maintenance", alert[0], StringComparison.Ordinal);
        Assert.All(alert[1..], driver => Assert.Contains("median of healthy training windows", driver, StringComparison.Ordinal));
    }

    [Fact]
    public void Healthy_machines_raise_nothing()
    {
        Succeeds(runs.Healthy);
        Says(runs.Healthy, "injected fault", "none");
        Says(runs.Healthy, "alerts", "0");
    }

    [Fact]
    public void A_recorded_fault_is_found()
    {
        if (runs.Recorded is null)
        {
            output.WriteLine("the shared recordings are absent: nothing to replay");
            return;
        }

        Succeeds(runs.Recorded);
        Says(runs.Recorded, "injected fault", "outer, found");
    }

    private void Succeeds(DemoProgram demo)
    {
        var code = demo.Program.WaitForExit(Patience);
        output.WriteLine(demo.Program.OutputText);
        Assert.Empty(demo.Program.Errors);
        Says(demo, "frames lost", "0");
        Says(demo, "frames doubled", "0 ");
        Says(demo, "messages malformed", "0");
        Says(demo, "result", "ok");
        Assert.Equal(0, code);
    }

    private static void Says(DemoProgram demo, string row, string text)
    {
        var shown = demo.Program.Output.Single(line => line.StartsWith(row, StringComparison.Ordinal));
        Assert.StartsWith(text, shown[22..], StringComparison.Ordinal);
    }
}
