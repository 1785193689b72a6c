using Stethos.Hal;

namespace Stethos.App
{
    /// <summary>
    /// What the link loop and the supervisor have of the one who updates the node. Calls return at once; the work is done
    /// elsewhere. There is none on a node that cannot be updated over the link.
    /// </summary>
    public interface INodeUpdates
    {
        /// <summary>Longest message it takes, in bytes.</summary>
        int LongestMessage { get; }

        /// <summary>The node is to restart when what waits has been told.</summary>
        bool WantsRestart { get; }

        /// <summary>A session has begun: subscribes to what it takes, and tells how the node stands.</summary>
        LinkStatusCode Subscribe(ILink link);

        /// <summary>The gateway asks how the node stands.</summary>
        void Tell();

        /// <summary>Takes a message, and copies what it needs of it; false when the topic is none of its own.</summary>
        bool Take(string topic, byte[] message, int count);

        /// <summary>
        /// Sends what there is to tell, if anything; called after everything else was sent. <paramref name="buffer"/> may be used
        /// within the call.
        /// </summary>
        void Send(ILink link, byte[] buffer);
    }
}
