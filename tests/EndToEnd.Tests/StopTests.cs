using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests;

/// <summary>However a program is ended, nothing that it started stays behind.</summary>
[Collection(Collections.People)]
public sealed class StopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    [Theory]
    [InlineData(RunningProgram.SignalInterrupt, false)]
    [InlineData(RunningProgram.SignalTerminate, false)]
    [InlineData(RunningProgram.SignalInterrupt, true)]
    public void A_signal_ends_the_demo_and_all_it_started(int signal, bool isTerminal)
    {
        using var demo = new DemoProgram("--nodes", "2");
        var children = ChildrenOf(demo);
        if (isTerminal)
        {
            // Ctrl-C reaches the boards and the broker too, at the same moment.
            demo.Program.SignalGroup(signal);
        }
        else
        {
            demo.Program.Signal(signal);
        }

        Assert.True(demo.Program.WaitForExit(Patience) == 0, demo.Program.OutputText + demo.Program.ErrorText);
        Assert.Empty(demo.Program.Errors);
        Assert.Contains(
            demo.Program.Output,
            line => line.StartsWith("frames lost", StringComparison.Ordinal) && line.EndsWith(" 0", StringComparison.Ordinal));
        Assert.DoesNotContain(children, child => ProcessTree.IsRunning(child.Id));
    }

    [Fact]
    public void A_killed_demo_leaves_nothing_running()
    {
        using var demo = new DemoProgram("--nodes", "2");
        var children = ChildrenOf(demo);
        demo.Program.Kill();

        Until.True(
            () => !children.Any(child => ProcessTree.IsRunning(child.Id)), Patience,
            () => "the end of " + string.Join(", ", children.Where(child => ProcessTree.IsRunning(child.Id))));
    }

    [Fact]
    public void A_signal_ends_a_served_gateway_without_an_error()
    {
        using var broker = new LiveBroker();
        using var gateway = new ServedGateway(broker.Address);
        gateway.Start();
        gateway.Program.Signal(RunningProgram.SignalTerminate);

        Assert.Equal(0, gateway.Program.WaitForExit(Patience));
        Assert.DoesNotContain(gateway.Program.Errors, line => line.Contains("Error", StringComparison.Ordinal));
    }

    [Fact]
    public void A_signal_lets_the_boards_deliver_and_give_their_account()
    {
        using var broker = new LiveBroker();
        using var gateway = new ServedGateway(broker.Address);
        gateway.Start();
        using var flash = new TemporaryFolder();
        foreach (var (signal, nodes) in ((int, int)[])[(RunningProgram.SignalInterrupt, 1), (RunningProgram.SignalTerminate, 2)])
        {
            var before = gateway.FramesStored;
            using var boards = new BoardsRun(nodes, broker.Port, "--flash", flash.Path);
            Until.True(() => gateway.FramesStored > before, Patience, "frames");
            boards.Program.Signal(signal);

            Assert.Equal(0, boards.Program.WaitForExit(Patience));
            Assert.StartsWith($"boards={nodes} ", Assert.Single(boards.Program.Output), StringComparison.Ordinal);
            Assert.Contains(" waiting=0 ", boards.Program.OutputText, StringComparison.Ordinal);
        }
    }

    private static IReadOnlyList<(int Id, string Name)> ChildrenOf(DemoProgram demo)
    {
        Until.True(() => demo.Client.FramesStored > 0, Patience, () => "frames\n" + demo.Program.OutputText + demo.Program.ErrorText);
        var children = ProcessTree.Descendants(demo.Program.Id);
        Assert.Contains(children, child => child.Name == "mosquitto");
        Assert.Contains(children, child => child.Name.StartsWith("stethos-virtual", StringComparison.Ordinal));
        return children;
    }
}
