namespace Stethos.Protocol
{
    /// <summary>Quantities of one sensor, or of one kind of frame (then sensor and part are not used).</summary>
    public sealed class QuantityList
    {
        /// <summary>Most quantities in one list.</summary>
        public const int MaxQuantities = 16;

        public QuantityList()
        {
            Part = "";
            Items = new DescribedQuantity[MaxQuantities];
            for (int i = 0; i < MaxQuantities; i++)
            {
                Items[i] = new DescribedQuantity();
            }
        }

        /// <summary>Number of the sensor on its node, 0 to 23.</summary>
        public int Sensor { get; set; }

        /// <summary>Part of the sensor.</summary>
        public string Part { get; set; }

        /// <summary>The frames that carry them.</summary>
        public MessageKindCode Frames { get; set; }

        public DescribedQuantity[] Items { get; }

        public int Count { get; set; }

        internal void Write(DescriptionWriter writer)
        {
            for (int i = 0; i < Count; i++)
            {
                DescribedQuantity item = Items[i];
                if (item.HasRange)
                {
                    writer.Quantity(item.Name, item.Unit, item.Low, item.High);
                }
                else
                {
                    writer.Quantity(item.Name, item.Unit);
                }
            }

            writer.CloseList();
        }

        internal bool Read(CborReader reader)
        {
            int items;
            if (!reader.ReadArrayStart(out items))
            {
                return false;
            }

            if (items > MaxQuantities)
            {
                return reader.Fail(FrameErrorCode.OutOfRange);
            }

            Count = items;
            for (int i = 0; i < items; i++)
            {
                if (!ReadQuantity(Items[i], reader))
                {
                    return false;
                }
            }

            return true;
        }

        private static bool ReadQuantity(DescribedQuantity quantity, CborReader reader)
        {
            int fields;
            string name;
            int number;
            if (!reader.ReadArrayStart(out fields))
            {
                return false;
            }

            if (fields != 2 && fields < 4)
            {
                return reader.Fail(FrameErrorCode.Inconsistent);
            }

            reader.ReadText(Description.MaxNameLength, out name);
            quantity.Name = name;
            reader.ReadInt(65535, out number);
            quantity.Unit = (UnitCode)number;
            quantity.HasRange = fields >= 4;
            quantity.Low = 0;
            quantity.High = 0;
            return fields == 2 ? reader.Error == FrameErrorCode.None : ReadRange(quantity, fields, reader);
        }

        private static bool ReadRange(DescribedQuantity quantity, int fields, CborReader reader)
        {
            int number;
            reader.ReadSigned(int.MinValue, int.MaxValue, out number);
            quantity.Low = number;
            reader.ReadSigned(int.MinValue, int.MaxValue, out number);
            quantity.High = number;
            if (reader.Error == FrameErrorCode.None && quantity.High < quantity.Low)
            {
                return reader.Fail(FrameErrorCode.Inconsistent);
            }

            return DescriptionFields.SkipRest(fields - 4, reader);
        }
    }
}
