using Stethos.App.Supervision;
using Stethos.Features;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App
{
    /// <summary>Fills and publishes the node's retained state message.</summary>
    internal sealed class StatePublisher
    {
        private readonly NodeConfiguration _configuration;
        private readonly ICapture[] _captures;
        private readonly NodeState _state;
        private readonly OutboxCounters _outbox = new OutboxCounters();
        private readonly StateMessage _message;
        private readonly CborWriter _writer;
        private readonly byte[] _buffer;

        /// <summary><paramref name="buffer"/> is the link loop's, of <see cref="StateMessage.MaxLength"/> at least.</summary>
        internal StatePublisher(
            NodeConfiguration configuration, ICapture[] captures, NodeState state, string topic, byte[] buffer, CborWriter writer)
        {
            _configuration = configuration;
            _captures = captures;
            _state = state;
            _buffer = buffer;
            _writer = writer;
            _message = new StateMessage(
                captures.Length + (state.Extension == null ? 0 : state.Extension.Sensors), state.Counters);
            Topic = topic;
            _message.Key.SetDevice(configuration.Device, 0);
            _message.Key.Boot = state.Boot;
            _message.Firmware = configuration.Firmware;
            _message.Board = configuration.Board;
            _message.Name = configuration.Name;
            _message.Machine = configuration.Machine;
            FillOrders(configuration.Geometry);
            _message.SensorCount = captures.Length;
            for (int i = 0; i < captures.Length; i++)
            {
                SensorDescription sensor = _message.Sensors[i];
                sensor.Sensor = i;
                sensor.Part = captures[i].Part;
                sensor.Axes = captures[i].Axes;
                sensor.SampleRateHz = captures[i].SampleRateHz;
                sensor.WindowLength = captures[i].WindowLength;
            }

            FillExtension(state.Extension, captures.Length);
        }

        internal string Topic { get; }

        internal bool Publish(ILink link, NodeClock clock)
        {
            ulong timeMs;
            clock.TryGetUtcMs(clock.UptimeMs, out timeMs);
            _message.Key.TimeMs = timeMs;
            _message.Key.Sequence = _state.Outbox.LastSequence;
            _message.OutboxDepth = _state.Outbox.Depth;
            _message.Oldest = _state.Outbox.Oldest;
            FillCondition(_state.Control);
            _outbox.Fill(_state, clock.UptimeMs);
            int length = _message.Write(_buffer, 0, _buffer.Length, _writer);
            return length > 0 && link.Publish(Topic, _buffer, 0, length, true) == LinkStatusCode.Ok;
        }

        /// <summary>What the node is, once a session.</summary>
        internal bool Describe(ILink link)
        {
            return new DescriptionPublisher(_configuration, _captures, _state, _writer).Publish(link, _buffer);
        }

        private void FillExtension(INodeExtension? extension, int first)
        {
            for (int i = 0; extension != null && i < extension.Sensors; i++)
            {
                SensorDescription sensor = _message.Sensors[first + i];
                extension.Describe(i, sensor);
                sensor.Sensor = first + i;
                _message.SensorCount++;
            }
        }

        private void FillCondition(NodeControl control)
        {
            _message.Mode = control.Mode;
            _message.Error = control.Errors.Last;
            _message.ConfigurationNumber = control.Keeper == null ? 0 : control.Keeper.Number;
            if (control.Time != null)
            {
                control.Time.Ask(_message);
            }
        }

        private void FillOrders(BearingGeometry? geometry)
        {
            if (geometry == null)
            {
                return;
            }

            _message.Orders[0] = geometry.Bpfo;
            _message.Orders[1] = geometry.Bpfi;
            _message.Orders[2] = geometry.Bsf;
            _message.Orders[3] = geometry.Ftf;
        }
    }
}
