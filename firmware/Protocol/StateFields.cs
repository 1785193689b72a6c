namespace Stethos.Protocol
{
    /// <summary>Reads the fields of a <see cref="StateMessage"/> one by one.</summary>
    internal static class StateFields
    {
        private const int MaxCounters = 64;

        /// <summary>True when the field is known and was read.</summary>
        internal static bool Read(StateMessage state, int key, byte[] buffer, CborReader reader)
        {
            string text;
            int number;
            ulong wide;
            switch (key)
            {
                case Field.StateFirmware:
                    reader.ReadText(StateMessage.MaxTextLength, out text);
                    state.Firmware = text;
                    return true;
                case Field.StateBoard:
                    reader.ReadText(StateMessage.MaxTextLength, out text);
                    state.Board = text;
                    return true;
                case Field.StateName:
                    reader.ReadText(StateMessage.MaxTextLength, out text);
                    state.Name = text;
                    return true;
                case Field.StateMachine:
                    reader.ReadText(StateMessage.MaxTextLength, out text);
                    state.Machine = text;
                    return true;
                case Field.StateOutboxDepth:
                    reader.ReadInt(int.MaxValue, out number);
                    state.OutboxDepth = number;
                    return true;
                case Field.StateCounters:
                    ReadCounters(state, reader);
                    return true;
                case Field.StateOrders:
                    ReadOrders(state, reader);
                    return true;
                case Field.StateSensors:
                    ReadSensors(state, reader);
                    return true;
                case Field.StateOldest:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    state.Oldest = (uint)wide;
                    return true;
                default:
                    return ReadCondition(state, key, buffer, reader);
            }
        }

        private static bool ReadCondition(StateMessage state, int key, byte[] buffer, CborReader reader)
        {
            int number;
            ulong wide;
            switch (key)
            {
                case Field.StateMode:
                    reader.ReadInt(65535, out number);
                    state.Mode = (NodeModeCode)number;
                    return true;
                case Field.StateConfiguration:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    state.ConfigurationNumber = (uint)wide;
                    return true;
                case Field.StateNonce:
                    ReadNonce(state, buffer, reader);
                    return true;
                case Field.StateError:
                    reader.ReadInt(65535, out number);
                    state.Error = (NodeErrorCode)number;
                    return true;
                default:
                    reader.Skip();
                    return false;
            }
        }

        private static void ReadNonce(StateMessage state, byte[] buffer, CborReader reader)
        {
            int at;
            int length;
            if (!reader.ReadBytes(StateMessage.NonceLength, out at, out length))
            {
                return;
            }

            if (length != StateMessage.NonceLength)
            {
                reader.Fail(FrameErrorCode.OutOfRange);
                return;
            }

            System.Array.Copy(buffer, at, state.Nonce, 0, length);
            state.HasNonce = true;
        }

        // A newer node may count more things than this side knows; the extra ones are read over.
        private static void ReadCounters(StateMessage state, CborReader reader)
        {
            int items;
            ulong value;
            if (!reader.ReadArrayStart(out items))
            {
                return;
            }

            if (items > MaxCounters)
            {
                reader.Fail(FrameErrorCode.OutOfRange);
                return;
            }

            for (int i = 0; i < items && reader.ReadUnsigned(uint.MaxValue, out value); i++)
            {
                if (i < state.Counters.Length)
                {
                    state.Counters[i] = (uint)value;
                }
            }
        }

        private static void ReadOrders(StateMessage state, CborReader reader)
        {
            int items;
            float order;
            if (!reader.ReadArrayStart(out items))
            {
                return;
            }

            if (items != state.Orders.Length)
            {
                reader.Fail(FrameErrorCode.Inconsistent);
                return;
            }

            for (int i = 0; i < items && reader.ReadFloat32(out order); i++)
            {
                state.Orders[i] = order;
            }
        }

        private static void ReadSensors(StateMessage state, CborReader reader)
        {
            int items;
            if (!reader.ReadArrayStart(out items))
            {
                return;
            }

            if (items > state.Sensors.Length)
            {
                reader.Fail(FrameErrorCode.OutOfRange);
                return;
            }

            state.SensorCount = items;
            for (int i = 0; i < items && ReadSensor(state.Sensors[i], reader); i++)
            {
            }
        }

        private static bool ReadSensor(SensorDescription sensor, CborReader reader)
        {
            int fields;
            string part;
            int number;
            if (!reader.ReadArrayStart(out fields))
            {
                return false;
            }

            if (fields < 5)
            {
                return reader.Fail(FrameErrorCode.Inconsistent);
            }

            reader.ReadInt(23, out number);
            sensor.Sensor = number;
            reader.ReadText(SensorDescription.MaxPartLength, out part);
            sensor.Part = part;
            reader.ReadInt(FeatureFrame.MaxAxes, out number);
            sensor.Axes = number;
            reader.ReadInt(65535, out number);
            sensor.SampleRateHz = number;
            reader.ReadInt(65535, out number);
            sensor.WindowLength = number;
            for (int i = 5; i < fields; i++)
            {
                if (!reader.Skip())
                {
                    return false;
                }
            }

            return reader.Error == FrameErrorCode.None;
        }
    }
}
