using Stethos.App;
using Stethos.App.Configuration;
using Stethos.App.Loading;
using Stethos.Boards.Node;
using Stethos.Hal;

namespace Stethos.Boards.Loader
{
    /// <summary>One boot of a node as its application sees it.</summary>
    internal sealed class LoadedNode : INode
    {
        private readonly DeviceNode _node;

        internal LoadedNode(DeviceNode node, byte[]? model)
        {
            _node = node;
            Model = model;
        }

        public NodeConfiguration Configuration
        {
            get { return _node.Configuration; }
        }

        public NodeSettings Settings
        {
            get { return _node.Settings; }
        }

        public NodeState State
        {
            get { return _node.State; }
        }

        public NodeClock Clock
        {
            get { return _node.Clock; }
        }

        public IClock Uptime
        {
            get { return _node.Uptime; }
        }

        public byte[]? Model { get; }

        public IBoardGauges? Gauges
        {
            get { return _node.Gauges; }
            set { _node.Gauges = value; }
        }
    }
}
