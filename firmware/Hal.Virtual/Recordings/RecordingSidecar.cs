using System;
using System.IO;
using System.Text.Json;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Hal.Virtual.Recordings
{
    /// <summary>What the JSON file beside a recording says, checked field by field.</summary>
    internal sealed class RecordingSidecar
    {
        private readonly string _path;

        private RecordingSidecar(string path, JsonElement root)
        {
            _path = path;
            SampleRateHz = Positive(root, "fs_hz", "fs_hz");
            string unit = Text(root, "unit");
            if (unit != "g")
            {
                throw Fault("unit", $"must be \"g\", is \"{unit}\"");
            }

            Label = Text(root, "label");
            ShaftHz = RevolutionsPerMinute(root) / 60;
            Orders = ReadOrders(root);
            ReadShape(root);
        }

        public double SampleRateHz { get; }

        public string Label { get; }

        public double ShaftHz { get; }

        public BearingOrders Orders { get; }

        public int SegmentCount { get; private set; } = 1;

        public int ChannelCount { get; private set; } = 1;

        public int SegmentSamples { get; private set; }

        /// <summary>Distance between two segments in the file; channels of a segment follow each other inside it.</summary>
        public long TotalSamples => (long)SegmentCount * ChannelCount * SegmentSamples;

        public static RecordingSidecar Load(string path)
        {
            if (!File.Exists(path))
            {
                throw new RecordingException(path, "file", "the JSON sidecar of the recording is missing");
            }

            try
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
                if (document.RootElement.ValueKind != JsonValueKind.Object)
                {
                    throw new RecordingException(path, "file", "not a JSON object");
                }

                return new RecordingSidecar(path, document.RootElement);
            }
            catch (JsonException exception)
            {
                throw new RecordingException($"{path}: file: not JSON: {exception.Message}", exception);
            }
        }

        private double RevolutionsPerMinute(JsonElement root)
        {
            foreach (string name in new[] { "rpm_est", "rpm_file" })
            {
                if (root.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
                {
                    return Positive(root, name, name);
                }
            }

            throw Fault("rpm_est", "missing, and rpm_file too");
        }

        private BearingOrders ReadOrders(JsonElement root)
        {
            JsonElement bearing = Required(root, "bearing", "bearing");
            JsonElement orders = Required(bearing, "orders", "bearing.orders");
            return new BearingOrders(
                Positive(orders, "BPFO", "bearing.orders.BPFO"),
                Positive(orders, "BPFI", "bearing.orders.BPFI"),
                Positive(orders, "2BSF", "bearing.orders.2BSF"),
                Positive(orders, "FTF", "bearing.orders.FTF"));
        }

        private void ReadShape(JsonElement root)
        {
            JsonElement shape = Required(root, "shape", "shape");
            int dimensions = shape.ValueKind == JsonValueKind.Array ? shape.GetArrayLength() : 0;
            if (dimensions is < 1 or > 3)
            {
                throw Fault("shape", "must be a list of 1 to 3 lengths");
            }

            string[] axes = dimensions == 1 ? new[] { "sample" } : ReadAxes(root, dimensions);
            string last = string.Empty;
            for (int i = 0; i < dimensions; i++)
            {
                if (shape[i].ValueKind != JsonValueKind.Number || !shape[i].TryGetInt32(out int length) || length < 1)
                {
                    throw Fault("shape", "must be whole numbers of 1 or more");
                }

                last = AssignAxis(axes[i], last, length);
            }

            if (last != "sample")
            {
                throw Fault("axes", "the last one must be \"sample\"");
            }
        }

        private string[] ReadAxes(JsonElement root, int dimensions)
        {
            JsonElement axes = Required(root, "axes", "axes");
            if (axes.ValueKind != JsonValueKind.Array || axes.GetArrayLength() != dimensions)
            {
                throw Fault("axes", "must name every dimension of shape");
            }

            var names = new string[dimensions];
            for (int i = 0; i < dimensions; i++)
            {
                names[i] = axes[i].ValueKind == JsonValueKind.String ? axes[i].GetString()! : string.Empty;
            }

            return names;
        }

        private string AssignAxis(string axis, string previous, int length)
        {
            if (axis.StartsWith("snapshot", StringComparison.Ordinal) && previous.Length == 0)
            {
                SegmentCount = length;
                return "snapshot";
            }

            if (axis.StartsWith("channel", StringComparison.Ordinal) && previous is "" or "snapshot")
            {
                ChannelCount = length;
                return "channel";
            }

            if (axis == "sample" && previous != "sample")
            {
                SegmentSamples = length;
                return "sample";
            }

            throw Fault("axes", $"must be snapshot, channel, sample in this order; \"{axis}\" is none of them or out of place");
        }

        private JsonElement Required(JsonElement parent, string name, string field)
        {
            if (parent.ValueKind != JsonValueKind.Object
                || !parent.TryGetProperty(name, out JsonElement value)
                || value.ValueKind == JsonValueKind.Null)
            {
                throw Fault(field, "missing");
            }

            return value;
        }

        private double Positive(JsonElement parent, string name, string field)
        {
            JsonElement value = Required(parent, name, field);
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out double number) || !double.IsFinite(number))
            {
                throw Fault(field, "must be a number");
            }

            return number > 0 ? number : throw Fault(field, $"must be above 0, is {number}");
        }

        private string Text(JsonElement parent, string name)
        {
            JsonElement value = Required(parent, name, name);
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Fault(name, "must be text");
        }

        private RecordingException Fault(string field, string cause) => new RecordingException(_path, field, cause);
    }
}
