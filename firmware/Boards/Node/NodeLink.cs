using Stethos.App;
using Stethos.Hal;
using Stethos.Hal.NanoFramework.Links;
using Stethos.Protocol;

namespace Stethos.Boards.Node
{
    /// <summary>The link of nodes with room for the MQTT class library; smaller ones compile a file of this name of their own.</summary>
    internal static class NodeLink
    {
        internal static ILink Make(NodeFile file, int port, DeviceNodeOptions node, IClock clock)
        {
            MqttLinkOptions options = new MqttLinkOptions();
            options.Host = file.Host;
            options.Port = port;
            options.Authority = file.Authority.Length == 0 ? null : file.Authority;
            options.InboundSlots = node.InboundSlots;
            options.InboundLength = node.InboundLength;
            options.InFlight = node.InFlight;
            options.Topics = LinkLoop.MostTopics;
            return new MqttLink(options);
        }
    }
}
