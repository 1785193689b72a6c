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
}
