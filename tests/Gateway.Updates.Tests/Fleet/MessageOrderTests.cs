using System;
using Stethos.Gateway.Updates.Sessions;
using Stethos.UpdateFleet;
using Xunit.Abstractions;

namespace Stethos.Gateway.Updates.Tests.Fleet;

/// <summary>A small update of two components on three nodes, once for each thing that can happen to each of its messages.</summary>
public sealed class MessageOrderTests(ITestOutputHelper output)
{
    private const int Seed = 5;
    private readonly FleetImage _image = Small();

    public static TheoryData<bool> Ways => [true, false];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_message_lost_twice_or_late_changes_nothing_of_the_end(bool isToAll)
    {
        var (messages, _) = Complete(isToAll, _ => MessageFate.Arrives, -1);
        var runs = 0;
        foreach (var fate in (MessageFate[])[MessageFate.Lost, MessageFate.Twice, MessageFate.Late])
        {
            for (var position = 0; position < messages; position++)
            {
                Complete(isToAll, number => number == position ? fate : MessageFate.Arrives, -1);
                runs++;
            }
        }

        output.WriteLine($"{messages} messages, {runs} runs");
        Assert.InRange(runs, 3 * 50, 3 * 500);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_gateway_that_starts_anew_after_any_message_goes_on_without_sending_what_is_there(bool isToAll)
    {
        var (messages, pieces) = Complete(isToAll, _ => MessageFate.Arrives, -1);
        var most = 0;
        for (var position = 0; position < messages; position++)
        {
            most = Math.Max(most, Complete(isToAll, _ => MessageFate.Arrives, position).Pieces);
        }

        // What was on its way, and what nodes had not told of yet.
        output.WriteLine($"{pieces} messages with parts, chunks and symbols; {most} at most with a start of the gateway in between");
        Assert.InRange(most, pieces, 2 * pieces + 6);
    }

    private static FleetImage Small()
    {
        // The second half of the application can be packed.
        var application = new byte[9 * 1024 + 300];
        new Random(Seed).NextBytes(application.AsSpan(0, application.Length / 2));
        var model = new byte[2500];
        new Random(Seed + 1).NextBytes(model);
        return new FleetImage(Seed, application, model);
    }

    private (long Messages, int Pieces) Complete(bool isToAll, Func<long, MessageFate> fate, long restartAt)
    {
        var run = new FleetRun(_image, new FleetOptions(3, 0, Seed, new HandOutOptions(IsBroadcasting: isToAll, Seed: Seed)))
        {
            FateOf = fate
        };
        var isRestarted = false;
        run.OnStep = () =>
        {
            if (restartAt >= 0 && run.Messages > restartAt && !isRestarted)
            {
                isRestarted = true;
                run.RestartGateway();
            }
        };
        Assert.True(run.Run(TimeSpan.FromHours(1)));
        foreach (var node in run.Nodes)
        {
            Assert.Equal(_image.Bytes[0], node.ContentOf(0));
            Assert.Equal(_image.Bytes[1], node.ContentOf(1));
        }

        return (run.Messages, run.MessagesToAll + run.MessagesAlone);
    }
}
