namespace Stethos.Protocol
{
    /// <summary>
    /// Birth and health of a node, retained on its state topic. The will on the same topic is the CBOR text "offline":
    /// nanoFramework's MQTT client takes the will as a string, so its bytes must be plain text.
    /// </summary>
    public sealed class StateMessage
    {
        public const int MaxLength = 640;

        /// <summary>The will payload as text: a CBOR head for 7 characters (0x67 = 'g'), then the characters.</summary>
        public const string OfflineText = "goffline";

        public const int MaxSensors = 4;

        public const int MaxTextLength = 48;

        /// <summary>Bytes of the nonce.</summary>
        public const int NonceLength = 8;

        private const int RequiredFields = (1 << Field.Device) | (1 << Field.Boot) | (1 << Field.Sequence)
            | (1 << Field.Time) | (1 << Field.StateFirmware) | (1 << Field.StateBoard) | (1 << Field.StateSensors);

        public StateMessage()
            : this(MaxSensors, new uint[NodeCounters.Count])
        {
        }

        /// <summary>For a node that has at most so many sensors, 0 to 4, and keeps its counters itself.</summary>
        public StateMessage(int maxSensors, uint[] counters)
        {
            if (maxSensors < 0 || maxSensors > MaxSensors || counters.Length != NodeCounters.Count)
            {
                throw new System.ArgumentException();
            }

            Key = new FrameKey();
            Firmware = "";
            Board = "";
            Name = "";
            Machine = "";
            Nonce = new byte[NonceLength];
            Counters = counters;
            Orders = new float[4];
            Sensors = new SensorDescription[maxSensors];
            for (int i = 0; i < maxSensors; i++)
            {
                Sensors[i] = new SensorDescription();
            }
        }

        /// <summary>The sequence is the last one made so far in this boot.</summary>
        public FrameKey Key { get; }

        /// <summary>Firmware version.</summary>
        public string Firmware { get; set; }

        /// <summary>Board name, as in hardware/boards.</summary>
        public string Board { get; set; }

        /// <summary>Name people gave the node.</summary>
        public string Name { get; set; }

        /// <summary>Machine the node listens to.</summary>
        public string Machine { get; set; }

        /// <summary>Frames made and not yet acknowledged.</summary>
        public int OutboxDepth { get; set; }

        /// <summary>
        /// Oldest sequence of this boot the node may still send; all before it were acknowledged, or announced as a
        /// gap. Lets a gateway that lost its store pick up where its predecessor stopped.
        /// </summary>
        public uint Oldest { get; set; }

        /// <summary>What the node is able to do.</summary>
        public NodeModeCode Mode { get; set; }

        /// <summary>Number of the configuration it runs with; 0 = the one it was flashed with.</summary>
        public uint ConfigurationNumber { get; set; }

        /// <summary>Last error of this boot.</summary>
        public NodeErrorCode Error { get; set; }

        /// <summary>Whether the node asks for an authenticated time.</summary>
        public bool HasNonce { get; set; }

        /// <summary>Random bytes that the gateway's MAC over its time has to cover.</summary>
        public byte[] Nonce { get; }

        /// <summary>By <see cref="NodeCounters"/>.</summary>
        public uint[] Counters { get; }

        /// <summary>Bearing orders per revolution: BPFO, BPFI, BSF, FTF; all 0 when unknown.</summary>
        public float[] Orders { get; }

        public SensorDescription[] Sensors { get; }

        public int SensorCount { get; set; }

        /// <summary>True when the bytes are the will.</summary>
        public static bool IsOffline(byte[] buffer, int offset, int count)
        {
            if (count != OfflineText.Length)
            {
                return false;
            }

            for (int i = 0; i < count; i++)
            {
                if (buffer[offset + i] != OfflineText[i])
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            MessageWriter.Begin(writer, buffer, offset, room, HasNonce ? 19 : 18, MessageKindCode.State);
            Key.Write(writer);
            WriteText(writer, Field.StateFirmware, Firmware);
            WriteText(writer, Field.StateBoard, Board);
            WriteText(writer, Field.StateName, Name);
            WriteText(writer, Field.StateMachine, Machine);
            writer.Unsigned(Field.StateOutboxDepth);
            writer.Unsigned((ulong)OutboxDepth);
            writer.Unsigned(Field.StateCounters);
            writer.ArrayStart(Counters.Length);
            for (int i = 0; i < Counters.Length; i++)
            {
                writer.Unsigned(Counters[i]);
            }

            writer.Unsigned(Field.StateOrders);
            writer.ArrayStart(Orders.Length);
            for (int i = 0; i < Orders.Length; i++)
            {
                writer.Float32(Orders[i]);
            }

            WriteSensors(writer);
            writer.Unsigned(Field.StateOldest);
            writer.Unsigned(Oldest);
            writer.Unsigned(Field.StateMode);
            writer.Unsigned((ulong)Mode);
            writer.Unsigned(Field.StateConfiguration);
            writer.Unsigned(ConfigurationNumber);
            if (HasNonce)
            {
                writer.Unsigned(Field.StateNonce);
                writer.Bytes(Nonce, 0, NonceLength);
            }

            writer.Unsigned(Field.StateError);
            writer.Unsigned((ulong)Error);
            return MessageWriter.End(writer);
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            Clear();
            if (!reader.Begin(buffer, offset, count, MessageKindCode.State, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(out key))
            {
                if (FrameKey.IsKeyField(key))
                {
                    Key.ReadField(key, buffer, reader.Cbor, ref seen);
                }
                else if (StateFields.Read(this, key, buffer, reader.Cbor))
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

        // One object reads the messages of all nodes: what one leaves out must not come from the one before.
        private void Clear()
        {
            Name = "";
            Machine = "";
            OutboxDepth = 0;
            Oldest = 0;
            Mode = NodeModeCode.None;
            ConfigurationNumber = 0;
            Error = NodeErrorCode.None;
            HasNonce = false;
            System.Array.Clear(Counters, 0, Counters.Length);
            System.Array.Clear(Orders, 0, Orders.Length);
            SensorCount = 0;
        }

        private static void WriteText(CborWriter writer, int key, string text)
        {
            writer.Unsigned((ulong)key);
            writer.Text(text.Length > MaxTextLength ? text.Substring(0, MaxTextLength) : text);
        }

        private void WriteSensors(CborWriter writer)
        {
            writer.Unsigned(Field.StateSensors);
            writer.ArrayStart(SensorCount);
            for (int i = 0; i < SensorCount; i++)
            {
                SensorDescription sensor = Sensors[i];
                writer.ArrayStart(5);
                writer.Unsigned((ulong)sensor.Sensor);
                writer.Text(sensor.Part);
                writer.Unsigned((ulong)sensor.Axes);
                writer.Unsigned((ulong)sensor.SampleRateHz);
                writer.Unsigned((ulong)sensor.WindowLength);
            }
        }
    }
}
