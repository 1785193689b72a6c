namespace Stethos.Protocol
{
    /// <summary>
    /// What a node is, retained on its description topic at birth: sensors with the quantities they measure, what each kind of
    /// frame carries, properties with their ranges, commands. A node writes it with <see cref="DescriptionWriter"/>.
    /// </summary>
    public sealed class Description
    {
        public const int MaxLength = DescriptionWriter.MaxLength;

        public const int MaxNameLength = DescriptionWriter.MaxNameLength;

        public const int MaxSensors = StateMessage.MaxSensors;

        /// <summary>Most kinds of frames that are described.</summary>
        public const int MaxKinds = 4;

        public const int MaxProperties = 23;

        public const int MaxCommands = 16;

        /// <summary>Most parts that send no frames of their own.</summary>
        public const int MaxGauges = 4;

        private const int RequiredFields = (1 << Field.Device) | (1 << Field.Boot) | (1 << Field.DescriptionFirmware)
            | (1 << Field.DescriptionBoard) | (1 << Field.DescriptionSensors);

        public Description()
        {
            Key = new FrameKey();
            Firmware = "";
            Board = "";
            Sensors = new QuantityList[MaxSensors];
            Features = new QuantityList[MaxKinds];
            Properties = new DescribedProperty[MaxProperties];
            Commands = new DescribedCommand[MaxCommands];
            Gauges = new QuantityList[MaxGauges];
            for (int i = 0; i < MaxGauges; i++)
            {
                Gauges[i] = new QuantityList();
            }

            for (int i = 0; i < MaxSensors; i++)
            {
                Sensors[i] = new QuantityList();
            }

            for (int i = 0; i < MaxKinds; i++)
            {
                Features[i] = new QuantityList();
            }

            for (int i = 0; i < MaxProperties; i++)
            {
                Properties[i] = new DescribedProperty();
            }

            for (int i = 0; i < MaxCommands; i++)
            {
                Commands[i] = new DescribedCommand();
            }
        }

        /// <summary>Device and boot; sequence and time are not used.</summary>
        public FrameKey Key { get; }

        /// <summary>Firmware version.</summary>
        public string Firmware { get; set; }

        /// <summary>Board name, as in hardware/boards.</summary>
        public string Board { get; set; }

        public QuantityList[] Sensors { get; }

        public int SensorCount { get; set; }

        /// <summary>What each kind of frame carries for each sensor that has it.</summary>
        public QuantityList[] Features { get; }

        public int FeatureCount { get; set; }

        public DescribedProperty[] Properties { get; }

        public int PropertyCount { get; set; }

        public DescribedCommand[] Commands { get; }

        public int CommandCount { get; set; }

        /// <summary>Parts that send no frames of their own; only their parts and quantities are used.</summary>
        public QuantityList[] Gauges { get; }

        public int GaugeCount { get; set; }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter cbor)
        {
            DescriptionWriter writer = new DescriptionWriter(cbor);
            writer.TellsValues = true;
            writer.Begin(buffer, offset, room, Key.Device, Key.Boot);
            writer.Node(Firmware, Board);
            for (int i = 0; i < SensorCount; i++)
            {
                writer.Sensor(Sensors[i].Sensor, Sensors[i].Part, Sensors[i].Frames);
                Sensors[i].Write(writer);
            }

            writer.BeginFeatures();
            for (int i = 0; i < FeatureCount; i++)
            {
                writer.Features(Features[i].Frames);
                Features[i].Write(writer);
            }

            writer.BeginProperties();
            for (int i = 0; i < PropertyCount; i++)
            {
                Write(Properties[i], writer);
            }

            writer.BeginCommands();
            for (int i = 0; i < CommandCount; i++)
            {
                writer.Command(Commands[i].Code, Commands[i].Name);
            }

            if (GaugeCount > 0)
            {
                writer.BeginGauges();
            }

            for (int i = 0; i < GaugeCount; i++)
            {
                writer.Gauge(Gauges[i].Part);
                Gauges[i].Write(writer);
            }

            return writer.End();
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            Clear();
            if (!reader.Begin(buffer, offset, count, MessageKindCode.Description, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(out key))
            {
                if (key == Field.Device || key == Field.Boot)
                {
                    Key.ReadField(key, buffer, reader.Cbor, ref seen);
                }
                else if (DescriptionFields.Read(this, key, reader.Cbor))
                {
                    seen |= 1 << key;
                }
            }

            if (reader.End() != FrameErrorCode.None)
            {
                return reader.Error;
            }

            return (seen & RequiredFields) != RequiredFields ? FrameErrorCode.MissingField : FrameErrorCode.None;
        }

        private static void Write(DescribedProperty property, DescriptionWriter writer)
        {
            if (!property.HasValue)
            {
                writer.Property(property.Setting, property.Name, property.Unit, property.Form, property.Low, property.High);
            }
            else if (property.Form == SettingFormCode.Text)
            {
                writer.Property(
                    property.Setting, property.Name, property.Unit, property.Form, property.Low, property.High, property.Text);
            }
            else
            {
                writer.Property(
                    property.Setting, property.Name, property.Unit, property.Form, property.Low, property.High, property.Value);
            }
        }

        private void Clear()
        {
            SensorCount = 0;
            FeatureCount = 0;
            PropertyCount = 0;
            CommandCount = 0;
            GaugeCount = 0;
        }
    }
}
