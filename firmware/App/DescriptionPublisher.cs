using Stethos.App.Configuration;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App
{
    /// <summary>
    /// Publishes what the node is, retained. Made for one birth and then forgotten: it writes into a buffer of others and keeps
    /// nothing. Properties and commands of a part stay out, because they cannot be reached from afar.
    /// </summary>
    internal sealed class DescriptionPublisher : IDescriptionSink
    {
        private readonly NodeConfiguration _configuration;
        private readonly ICapture[] _captures;
        private readonly NodeState _state;
        private readonly DescriptionWriter _writer;

        internal DescriptionPublisher(NodeConfiguration configuration, ICapture[] captures, NodeState state, CborWriter writer)
        {
            _configuration = configuration;
            _captures = captures;
            _state = state;
            _writer = new DescriptionWriter(writer);
        }

        /// <inheritdoc/>
        public void Telemetry(string name, string unit, int low, int high)
        {
            UnitCode code;
            Units.TryParse(unit, out code);
            _writer.Quantity(name, code, low, high);
        }

        /// <inheritdoc/>
        public void Property(string name, string unit)
        {
        }

        /// <inheritdoc/>
        public void Command(string name)
        {
        }

        /// <summary>
        /// Uses the buffer; false when the link does not take it now. Where the buffer is
        /// too small, the settings' present values are left out; a description that does not fit even then is not sent at all.
        /// </summary>
        internal bool Publish(ILink link, byte[] buffer)
        {
            _writer.TellsValues = true;
            int length = Write(buffer);
            if (length == 0)
            {
                _writer.TellsValues = false;
                length = Write(buffer);
            }

            string topic = Topics.Of(
                _configuration.Site, _configuration.Gateway, DeviceId.ToText(_configuration.Device, 0), Topics.Description);
            return length == 0 || link.Publish(topic, buffer, 0, length, true) == LinkStatusCode.Ok;
        }

        private int Write(byte[] buffer)
        {
            INodeExtension? extension = _state.Extension;
            ConfigurationKeeper? keeper = _state.Control.Keeper;
            _writer.Begin(buffer, 0, buffer.Length, _configuration.Device, _state.Boot);
            _writer.Node(_configuration.Firmware, _configuration.Board);
            WriteSensors(extension);
            _writer.BeginFeatures();
            if (_captures.Length > 0)
            {
                WriteVibration();
            }

            if (extension != null)
            {
                extension.DescribeFeatures(_writer);
            }

            if (keeper != null)
            {
                WriteHealth();
            }

            _writer.BeginProperties();
            if (keeper != null)
            {
                SettingsDescription.Write(_writer, keeper.Settings);
            }

            _writer.BeginCommands();
            WriteCommands();
            if (extension != null)
            {
                extension.DescribeCommands(_writer);
            }

            WriteGauges(_state.Gauges);
            return _writer.End();
        }

        private void WriteSensors(INodeExtension? extension)
        {
            for (int i = 0; i < _captures.Length; i++)
            {
                _writer.Sensor(i, _captures[i].Part, MessageKindCode.Features);
                IDescribed? part = _captures[i] as IDescribed;
                if (part != null)
                {
                    part.Describe(this);
                }

                if (_captures[i].HearsBearings && !_configuration.LeavesOutEnvelope)
                {
                    _writer.Quantity("envelope", UnitCode.Decibel);
                }

                if (_captures[i].SeesGravity)
                {
                    _writer.Quantity("gravity", UnitCode.StandardGravity);
                }

                _writer.CloseList();
            }

            for (int i = 0; extension != null && i < extension.Sensors; i++)
            {
                extension.DescribeSensor(i, _captures.Length + i, _writer, this);
            }
        }

        private void WriteGauges(IDescribedPart[]? gauges)
        {
            if (gauges == null)
            {
                return;
            }

            _writer.BeginGauges();
            for (int i = 0; i < gauges.Length; i++)
            {
                _writer.Gauge(gauges[i].Part);
                gauges[i].Describe(this);
                _writer.CloseList();
            }
        }

        private void WriteVibration()
        {
            _writer.Features(MessageKindCode.Features);
            _writer.Quantity("rms", UnitCode.StandardGravity);
            _writer.Quantity("peak", UnitCode.StandardGravity);
            _writer.Quantity("crest", UnitCode.None);
            _writer.Quantity("kurtosis", UnitCode.None);
            _writer.Quantity("skewness", UnitCode.None);
            _writer.Quantity("peakToPeak", UnitCode.StandardGravity);
            _writer.Quantity("velocityRms", UnitCode.MillimetrePerSecond);
            _writer.Quantity("bands", UnitCode.Decibel);
            _writer.CloseList();
        }

        private void WriteHealth()
        {
            _writer.Features(MessageKindCode.Health);
            _writer.Quantity("uptime", UnitCode.Second);
            _writer.Quantity("freeHeap", UnitCode.Byte);
            _writer.Quantity("queue", UnitCode.None);
            _writer.Quantity("room", UnitCode.Hour);
            _writer.Quantity("loop", UnitCode.Millisecond);
            _writer.CloseList();
        }

        private void WriteCommands()
        {
            if (_captures.Length > 0)
            {
                _writer.Command(CommandCode.SendBurst, "sendBurst");
            }

            _writer.Command(CommandCode.SendState, "sendState");
            _writer.Command(CommandCode.Identify, "identify");
        }
    }
}
