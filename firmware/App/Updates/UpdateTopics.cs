using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Updates
{
    /// <summary>Where a node hears of updates, and where it tells how it stands.</summary>
    internal sealed class UpdateTopics
    {
        private readonly string _own;
        private readonly string _toAll;

        internal UpdateTopics(NodeConfiguration configuration)
        {
            string device = DeviceId.ToText(configuration.Device, 0);
            _own = Topics.Of(configuration.Site, configuration.Gateway, device, Topics.Updates);
            _toAll = Topics.Of(configuration.Site, configuration.Gateway, Topics.AllDevices, Topics.Updates);
            Status = Topics.Of(configuration.Site, configuration.Gateway, device, Topics.UpdateStatus);
        }

        internal string Status { get; }

        internal LinkStatusCode Subscribe(ILink link)
        {
            LinkStatusCode status = link.Subscribe(_own);
            return status == LinkStatusCode.Ok ? link.Subscribe(_toAll) : status;
        }

        /// <summary>Whether a message on this topic concerns updates; <paramref name="isToAll"/>: those of all nodes.</summary>
        internal bool IsOne(string topic, out bool isToAll)
        {
            isToAll = topic == _toAll;
            return isToAll || topic == _own;
        }
    }
}
