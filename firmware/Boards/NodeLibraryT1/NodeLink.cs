using Stethos.Hal;
using Stethos.Hal.Mqtt;
using Stethos.Hal.NanoFramework.Small;
using Stethos.Protocol;

namespace Stethos.Boards.Node
{
    /// <summary>The link of a node without room for the MQTT class library, its four threads and its queues.</summary>
    internal static class NodeLink
    {
        internal static ILink Make(NodeFile file, int port, DeviceNodeOptions node, IClock clock)
        {
            StreamLinkSizes sizes = new StreamLinkSizes();
            sizes.InboundLength = node.InboundLength;
            sizes.InFlight = node.InFlight;
            SocketStream stream = new SocketStream(file.Host, port, file.Authority.Length == 0 ? null : file.Authority);
            return new StreamLink(stream, clock, sizes);
        }
    }
}
