using System.Collections.Generic;
using System.Linq;
using Stethos.App.Outboxes;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Files;

namespace Stethos.App.Tests.Outboxes;

public sealed class FigureTests
{
    private const int Blocks = 8;

    [Fact]
    public void Capacity_is_what_really_fits_before_a_frame_goes()
    {
        var store = new PowerCutFileStore(1);
        var outbox = Open(store);
        var capacity = 0;
        for (var i = 1u; !outbox.TakeLoss(i, new(), out _); i++)
        {
            Assert.True(outbox.Add(i, new byte[150], 0, 150));
            outbox.Step(i);
            capacity = outbox.GetFigures(i).CapacityFrames;
            Assert.True(i <= capacity, $"{i} of {capacity}");
        }

        Assert.InRange(outbox.Depth, capacity / 2, capacity);
    }

    [Fact]
    public void Blocks_begun_go_on_over_restarts_so_that_wear_is_that_of_the_flash()
    {
        var store = new PowerCutFileStore(1);
        List<uint> begun = [];
        for (var life = 0; life < 4; life++)
        {
            var outbox = Open(store);
            for (var i = 1u; i <= 100; i++)
            {
                outbox.Add(i, new byte[150], 0, 150);
                outbox.Step(i);
            }

            var figures = outbox.GetFigures(1000);
            Assert.Equal((Blocks, 0u, 0u), (figures.BlockFiles, figures.StorageFaults, figures.DamagedRecords));
            begun.Add(figures.BlocksBegun);
        }

        Assert.All(begun.Zip(begun.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 10u, 40u));
    }

    [Fact]
    public void Hours_follow_the_mean_rate()
    {
        var outbox = new Outbox(3600);
        Assert.Equal(0, outbox.GetFigures(1000).CapacityHours);
        for (var i = 1u; i <= 10; i++)
        {
            outbox.Add(i, [1], 0, 1);
        }

        Assert.Equal(1, outbox.GetFigures(10_000).CapacityHours);
    }

    [Fact]
    public void Failing_operations_are_counted()
    {
        var store = new PowerCutFileStore(1);
        var outbox = Open(store);
        for (var i = 0; i < 4; i++)
        {
            store.FailAt(store.OperationCount + i, FileStatusCode.Full, "ob-");
        }

        outbox.Add(1, [1], 0, 1);
        for (var i = 0; i < 8; i++)
        {
            outbox.Step(i * 2000);
        }

        Assert.True(outbox.GetFigures(1).StorageFaults >= 2);
        Assert.Equal(outbox.LastSequence, outbox.StoredThrough);
    }

    private static Outbox Open(PowerCutFileStore store) => new(
        new OutboxOptions { RamFrames = 16, BlockCount = Blocks, BlockLength = 1024, BatchFrames = 1, BatchMs = 0 }, store,
        new BootCounter(store, new SystemRandom(1)));
}
