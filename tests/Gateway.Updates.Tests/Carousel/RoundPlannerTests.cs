using System;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Updates.Carousel;
using Stethos.Gateway.Updates.Sessions;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.UpdateFleet;

namespace Stethos.Gateway.Updates.Tests.Carousel;

public sealed class RoundPlannerTests
{
    private readonly FleetImage _image = FleetImage.OfRandomBytes(1, 100 * 1024);
    private uint _number;

    [Fact]
    public void Nodes_that_lack_all_get_all_pieces_once_in_any_order()
    {
        var round = Plan(0.2, true, Node(64, [.. Enumerable.Range(0, 100)]), Node(64, [.. Enumerable.Range(0, 100)]))!;
        Assert.Equal((0, 100), (round.Symbols, round.Pieces.Count));
        Assert.Equal(Enumerable.Range(0, 100), round.Pieces.Order());
        Assert.NotEqual(Enumerable.Range(0, 100), round.Pieces);
    }

    [Fact]
    public void Nodes_that_lack_different_chunks_get_symbols_for_the_one_that_lacks_most()
    {
        var round = Plan(0.2, true, Node(64, 1, 2, 3), Node(64, 10, 11, 12, 13, 14, 15), Node(64, 20, 21))!;
        Assert.Equal((10, 0), (round.Symbols, round.Pieces.Count));
    }

    [Fact]
    public void Without_room_for_symbols_or_too_little_of_it_nodes_get_chunks_as_they_are()
    {
        var round = Plan(0.2, true, Node(2, 1, 2, 3), Node(64, 1, 2, 4, 5, 6, 7, 8, 9))!;
        Assert.Equal([1, 2, 3], round.Pieces.Order());
        Assert.Equal([1, 2, 3, 4], Plan(0.2, false, Node(64, 1, 2, 3), Node(64, 1, 2, 4))!.Pieces.Order());
    }

    [Fact]
    public void What_costs_no_more_alone_goes_alone()
    {
        Assert.Null(Plan(0.02, true, Node(64, 1, 2, 3)));
        Assert.Null(Plan(0.02, true, Node(64, 1), Node(64, 2), Node(64, 3)));
        Assert.NotNull(Plan(0.02, true, Node(64, 1), Node(64, 1), Node(64, 1)));
    }

    private Round? Plan(double loss, bool isRepairing, params NodeSession[] nodes) =>
        RoundPlanner.Plan(_image.Content, nodes, loss, isRepairing, new Random(1));

    private NodeSession Node(int room, params int[] missing)
    {
        var status = new UpdateStatus
        {
            State = (int)UpdateStateCode.Staging, Number = ++_number, HasImage = true, Component = 1, Missing = missing.Length,
            RepairRoom = room
        };
        _image.Content.Id.CopyTo(status.Image, 0);
        Array.ForEach(missing, status.Miss);
        var session = new NodeSession(new DeviceKey(_number), null);
        Assert.True(session.Take(status, _image.Content, 0));
        return session;
    }
}
