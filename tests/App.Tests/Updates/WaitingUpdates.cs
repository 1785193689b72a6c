using Stethos.Hal;

namespace Stethos.App.Tests.Updates;

/// <summary>Updates with one thing to tell, until the link has taken it.</summary>
internal sealed class WaitingUpdates : INodeUpdates
{
    public bool IsTold { get; private set; }

    public int LongestMessage => 64;

    public bool WantsRestart => false;

    public LinkStatusCode Subscribe(ILink link) => LinkStatusCode.Ok;

    public void Tell()
    {
    }

    public bool Take(string topic, byte[] message, int count) => false;

    public void Send(ILink link, byte[] buffer) =>
        IsTold |= link.Publish("stethos/1/plant/gw/0001020304050607/u", [1], 0, 1, false) == LinkStatusCode.Ok;
}
