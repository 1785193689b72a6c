using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Vision
{
    /// <summary>
    /// The pictures of a node: a camera, a thermal array, or both. <see cref="Step"/> belongs to the thread of the capture
    /// loop, right after it; the rest to that of the link loop.
    /// </summary>
    public sealed class VisionNode : INodeExtension
    {
        private readonly CameraCapture? _camera;
        private readonly ThermalCapture? _thermal;
        private readonly VisionParts _parts;
        private readonly CropStore _crops;
        private readonly CropChunk _chunk = new CropChunk();
        private readonly CborWriter _writer = new CborWriter();
        private readonly byte[] _buffer = new byte[CropChunk.MaxLength];
        private readonly int _cameraSensor;
        private int _hotSpots;

        /// <summary>
        /// The camera takes the sensor number <paramref name="firstSensor"/> if there is one, the array the next free one.
        /// </summary>
        public VisionNode(
            NodeConfiguration configuration, VisionOptions options, VisionParts parts, int firstSensor, NodeClock clock,
            VisionWays ways)
        {
            _parts = parts;
            _crops = ways.Crops;
            _cameraSensor = parts.Camera != null ? firstSensor : -1;
            _camera = parts.Camera == null
                ? null : new CameraCapture(configuration, options, parts.Camera, firstSensor, clock, ways);
            int thermalSensor = parts.Camera == null ? firstSensor : firstSensor + 1;
            _thermal = parts.Thermal == null
                ? null : new ThermalCapture(configuration, options, parts.Thermal, thermalSensor, clock, ways);
            _chunk.Key.SetDevice(configuration.Device, 0);
            _chunk.Key.Boot = ways.Outlet.Boot;
        }

        /// <inheritdoc/>
        public int Sensors
        {
            get { return (_camera == null ? 0 : 1) + (_thermal == null ? 0 : 1); }
        }

        /// <summary>Sets the parts up; call it before the capture loop starts, because it waits.</summary>
        public void Prepare()
        {
            if (_camera != null)
            {
                _camera.Prepare();
            }

            if (_thermal != null)
            {
                _thermal.Prepare();
            }
        }

        /// <summary>One slice of work of each; call it every turn of the capture loop.</summary>
        public void Step()
        {
            if (_camera != null)
            {
                _camera.Step();
            }

            if (_thermal == null)
            {
                return;
            }

            _thermal.Step();
            if (_camera != null && _thermal.HotSpots > 0 && _hotSpots == 0)
            {
                _camera.Suspect();
            }

            _hotSpots = _thermal.HotSpots;
        }

        /// <inheritdoc/>
        public void Describe(int index, SensorDescription description)
        {
            description.Part = index == 0 && _camera != null ? _camera.Part : _thermal!.Part;
            description.Axes = 0;
            description.SampleRateHz = 0;
            description.WindowLength = 0;
        }

        /// <inheritdoc/>
        public void DescribeSensor(int index, int number, DescriptionWriter writer, IDescriptionSink sink)
        {
            bool isCamera = index == 0 && _camera != null;
            writer.Sensor(number, isCamera ? _camera!.Part : _thermal!.Part, MessageKindCode.VisionFeatures);
            IDescribed? part = isCamera ? _parts.Camera as IDescribed : _parts.Thermal as IDescribed;
            if (part != null)
            {
                part.Describe(sink);
            }

            if (isCamera)
            {
                writer.Quantity("light", UnitCode.None, 0, 255);
                writer.Quantity("change", UnitCode.None);
                writer.Quantity("edges", UnitCode.None, 0, 255);
                writer.Quantity("histogram", UnitCode.None, 0, 255);
                writer.Quantity("shift", UnitCode.Pixel);
            }
            else
            {
                writer.Quantity("hotSpots", UnitCode.Celsius);
            }

            writer.CloseList();
        }

        /// <inheritdoc/>
        public void DescribeFeatures(DescriptionWriter writer)
        {
            writer.Features(MessageKindCode.VisionFeatures);
            writer.Quantity("blocks", UnitCode.None, 0, 255);
            writer.CloseList();
        }

        /// <inheritdoc/>
        public void DescribeCommands(DescriptionWriter writer)
        {
            if (_camera != null)
            {
                writer.Command(CommandCode.SendCrop, "sendCrop");
            }
        }

        /// <inheritdoc/>
        public bool TakeCommand(Command command)
        {
            return command.Code == CommandCode.SendCrop && command.Sensor == _cameraSensor && _crops.Want(command);
        }

        /// <inheritdoc/>
        public bool Send(ILink link, string topic)
        {
            if (!_crops.TakeChunk(_chunk))
            {
                return false;
            }

            int length = _chunk.Write(_buffer, 0, _buffer.Length, _writer);
            if (link.Publish(topic, _buffer, 0, length, false) == LinkStatusCode.Ok)
            {
                return true;
            }

            _crops.PutBack(_chunk);
            return false;
        }
    }
}
