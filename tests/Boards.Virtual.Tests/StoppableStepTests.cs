using System;
using System.Threading;
using System.Threading.Tasks;

namespace Stethos.Boards.Virtual.Tests;

public sealed class StoppableStepTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Stopping_waits_for_the_step_under_way_and_no_other_begins()
    {
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var steps = 0;
        var rests = 0;
        var step = new StoppableStep(() =>
        {
            entered.Set();
            leave.Wait(Patience);
            steps++;
        }, () => rests++);
        var running = Task.Run(step.Run);
        Assert.True(entered.Wait(Patience));

        var stopping = Task.Run(() =>
        {
            step.Stop();
            return steps;
        });
        Assert.False(stopping.IsCompleted);
        leave.Set();

        // Seen by the stopping thread: the frame was finished when it went on, so its account holds it.
        Assert.Equal(1, await stopping);
        await running;
        step.Run();
        Assert.Equal((1, 1), (steps, rests));
    }
}
