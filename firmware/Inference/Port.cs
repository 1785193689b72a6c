using System;

namespace Stethos.Inference
{
    /// <summary>An input or output of a model.</summary>
    public sealed class Port
    {
        private readonly int[] _dimensions;

        internal Port(byte[] blob, int at)
        {
            Place = BitConverter.ToInt32(blob, at);
            Length = BitConverter.ToInt32(blob, at + 4);
            Scale = BitConverter.ToSingle(blob, at + 8);
            ZeroPoint = BitConverter.ToInt32(blob, at + 12);
            IsUnsigned = (blob[at + 16] & ModelFormat.UnsignedPort) != 0;
            int rank = blob[at + 17] <= 4 ? blob[at + 17] : 0;
            _dimensions = new int[rank];
            for (int i = 0; i < rank; i++)
            {
                _dimensions[i] = BitConverter.ToUInt16(blob, at + 20 + 2 * i);
            }
        }

        /// <summary>Number of codes, one byte each.</summary>
        public int Length { get; }

        /// <summary>Real number = scale · (code − zero point).</summary>
        public float Scale { get; }

        /// <summary>Code of 0, as codes are outside: 0 to 255 when unsigned, else −128 to 127.</summary>
        public int ZeroPoint { get; }

        /// <summary>Codes are 0 to 255; otherwise −128 to 127 as two's complement.</summary>
        public bool IsUnsigned { get; }

        /// <summary>Number of dimensions, as in the model's file.</summary>
        public int Rank => _dimensions.Length;

        /// <summary>Place in the arena.</summary>
        internal int Place { get; }

        /// <summary>A dimension, outermost first.</summary>
        public int Dimension(int index)
        {
            return _dimensions[index];
        }
    }
}
