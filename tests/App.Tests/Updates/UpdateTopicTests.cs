using Stethos.App.Tests.Loops;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;

namespace Stethos.App.Tests.Updates;

public sealed class UpdateTopicTests
{
    // A node whose link had room for one less never kept a session.
    [Fact]
    public void A_node_that_takes_updates_subscribes_just_as_many_topics_as_links_are_told_to_have_room_for()
    {
        var node = new UpdatedNode(new PowerCutFileStore(1));
        node.Boot();
        Assert.Equal(LinkLoop.MostTopics, node.Connect().Count);
    }

    // A link that takes two messages a turn, as one does whose client waits for the broker's answers.
    [Fact]
    public void What_a_node_tells_of_updates_does_not_wait_for_the_end_of_a_backlog()
    {
        var world = new NodeWorld();
        var updates = new WaitingUpdates();
        world.State.Updates = updates;
        world.StepLink();
        for (var i = 0; i < 40; i++)
        {
            world.Clock.Advance(NodeWorld.StepMs);
            world.StepCapture();
        }

        var room = 2;
        world.Link.PublishResult = _ => room-- > 0 ? LinkStatusCode.Ok : LinkStatusCode.Busy;
        Assert.False(updates.IsTold);
        world.StepLink();
        Assert.True(updates.IsTold);
        Assert.NotEqual(0, world.State.Outbox.Depth);
    }
}
