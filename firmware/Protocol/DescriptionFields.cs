namespace Stethos.Protocol
{
    /// <summary>Reads the fields of a <see cref="Description"/> one by one.</summary>
    internal static class DescriptionFields
    {
        private const int MaxNumber = 65535;

        /// <summary>True when the field is known and was read.</summary>
        internal static bool Read(Description description, int key, CborReader reader)
        {
            string text;
            int items;
            switch (key)
            {
                case Field.DescriptionFirmware:
                    reader.ReadText(StateMessage.MaxTextLength, out text);
                    description.Firmware = text;
                    return true;
                case Field.DescriptionBoard:
                    reader.ReadText(StateMessage.MaxTextLength, out text);
                    description.Board = text;
                    return true;
                case Field.DescriptionSensors:
                    items = Count(Description.MaxSensors, reader);
                    description.SensorCount = items;
                    for (int i = 0; i < items && ReadSensor(description.Sensors[i], reader); i++)
                    {
                    }

                    return true;
                case Field.DescriptionFeatures:
                    items = Count(Description.MaxKinds, reader);
                    description.FeatureCount = items;
                    for (int i = 0; i < items && ReadFeatures(description.Features[i], reader); i++)
                    {
                    }

                    return true;
                default:
                    return ReadUse(description, key, reader);
            }
        }

        /// <summary>Reads over what a newer node adds to a list.</summary>
        internal static bool SkipRest(int items, CborReader reader)
        {
            for (int i = 0; i < items; i++)
            {
                if (!reader.Skip())
                {
                    return false;
                }
            }

            return reader.Error == FrameErrorCode.None;
        }

        private static bool ReadUse(Description description, int key, CborReader reader)
        {
            int items;
            switch (key)
            {
                case Field.DescriptionProperties:
                    items = Count(Description.MaxProperties, reader);
                    description.PropertyCount = items;
                    for (int i = 0; i < items && ReadProperty(description.Properties[i], reader); i++)
                    {
                    }

                    return true;
                case Field.DescriptionCommands:
                    items = Count(Description.MaxCommands, reader);
                    description.CommandCount = items;
                    for (int i = 0; i < items && ReadCommand(description.Commands[i], reader); i++)
                    {
                    }

                    return true;
                case Field.DescriptionGauges:
                    items = Count(Description.MaxGauges, reader);
                    description.GaugeCount = items;
                    for (int i = 0; i < items && ReadGauge(description.Gauges[i], reader); i++)
                    {
                    }

                    return true;
                default:
                    reader.Skip();
                    return false;
            }
        }

        private static bool ReadSensor(QuantityList sensor, CborReader reader)
        {
            int fields;
            int number;
            string part;
            if (!Open(4, out fields, reader))
            {
                return false;
            }

            reader.ReadInt(23, out number);
            sensor.Sensor = number;
            reader.ReadText(SensorDescription.MaxPartLength, out part);
            sensor.Part = part;
            reader.ReadInt(MaxNumber, out number);
            sensor.Frames = (MessageKindCode)number;
            return sensor.Read(reader) && SkipRest(fields - 4, reader);
        }

        private static bool ReadFeatures(QuantityList features, CborReader reader)
        {
            int fields;
            int number;
            if (!Open(2, out fields, reader))
            {
                return false;
            }

            reader.ReadInt(MaxNumber, out number);
            features.Frames = (MessageKindCode)number;
            return features.Read(reader) && SkipRest(fields - 2, reader);
        }

        private static bool ReadGauge(QuantityList gauge, CborReader reader)
        {
            int fields;
            string part;
            if (!Open(2, out fields, reader))
            {
                return false;
            }

            reader.ReadText(SensorDescription.MaxPartLength, out part);
            gauge.Part = part;
            return gauge.Read(reader) && SkipRest(fields - 2, reader);
        }

        private static bool ReadProperty(DescribedProperty property, CborReader reader)
        {
            int fields;
            int number;
            string name;
            if (!Open(6, out fields, reader))
            {
                return false;
            }

            reader.ReadInt(MaxNumber, out number);
            property.Setting = number;
            reader.ReadText(Description.MaxNameLength, out name);
            property.Name = name;
            reader.ReadInt(MaxNumber, out number);
            property.Unit = (UnitCode)number;
            reader.ReadInt(MaxNumber, out number);
            property.Form = (SettingFormCode)number;
            reader.ReadSigned(int.MinValue, int.MaxValue, out number);
            property.Low = number;
            reader.ReadSigned(int.MinValue, int.MaxValue, out number);
            property.High = number;
            if (reader.Error == FrameErrorCode.None && property.High < property.Low)
            {
                return reader.Fail(FrameErrorCode.Inconsistent);
            }

            property.HasValue = fields > 6;
            return property.HasValue ? ReadValue(property, reader) && SkipRest(fields - 7, reader) : reader.Error == FrameErrorCode.None;
        }

        private static bool ReadValue(DescribedProperty property, CborReader reader)
        {
            int number;
            string text;
            if (property.Form == SettingFormCode.Text)
            {
                bool isText = reader.ReadText(StateMessage.MaxTextLength, out text);
                property.Text = text;
                return isText;
            }

            bool isNumber = reader.ReadSigned(int.MinValue, int.MaxValue, out number);
            property.Value = number;
            return isNumber;
        }

        private static bool ReadCommand(DescribedCommand command, CborReader reader)
        {
            int fields;
            int number;
            string name;
            if (!Open(2, out fields, reader))
            {
                return false;
            }

            reader.ReadInt(MaxNumber, out number);
            command.Code = (CommandCode)number;
            reader.ReadText(Description.MaxNameLength, out name);
            command.Name = name;
            return SkipRest(fields - 2, reader);
        }

        private static bool Open(int least, out int fields, CborReader reader)
        {
            if (!reader.ReadArrayStart(out fields))
            {
                return false;
            }

            return fields >= least || reader.Fail(FrameErrorCode.Inconsistent);
        }

        private static int Count(int most, CborReader reader)
        {
            int items;
            if (!reader.ReadArrayStart(out items))
            {
                return 0;
            }

            if (items > most)
            {
                reader.Fail(FrameErrorCode.OutOfRange);
                return 0;
            }

            return items;
        }
    }
}
