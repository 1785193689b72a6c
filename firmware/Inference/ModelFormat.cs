namespace Stethos.Inference
{
    /// <summary>Places in a model blob, version 1, drawn in docs/model-format.md. All numbers are little-endian.</summary>
    public static class ModelFormat
    {
        /// <summary>Version that this firmware reads.</summary>
        public const int Version = 1;

        /// <summary>Letter of the arithmetic of TFLite's reference kernels (32-bit multipliers, rounded twice).</summary>
        public const byte ArithmeticA = (byte)'A';

        /// <summary>Letter of the arithmetic of ONNX Runtime (float32 scales, ties to even).</summary>
        public const byte ArithmeticB = (byte)'B';

        /// <summary>Bytes of the header.</summary>
        public const int HeaderLength = 96;

        /// <summary>Bytes of the SHA-256 that ends the blob.</summary>
        public const int HashLength = 32;

        /// <summary>"NQM1" as a number.</summary>
        public const uint Magic = 0x314D514E;

        public const int VersionAt = 4;
        public const int ArithmeticAt = 6;
        public const int LengthAt = 8;
        public const int ArenaAt = 12;
        public const int ScratchAt = 16;
        public const int OperatorsAt = 20;
        public const int OperatorCountAt = 24;
        public const int PortsAt = 28;
        public const int InputCountAt = 32;
        public const int OutputCountAt = 34;
        public const int SelfTestsAt = 36;
        public const int SelfTestCountAt = 40;
        public const int SourceHashAt = 64;

        /// <summary>Bytes that describe an input or an output.</summary>
        public const int PortLength = 32;

        /// <summary>Bytes of an operator.</summary>
        public const int OperatorLength = 96;

        /// <summary>Numbers at the end of an operator.</summary>
        public const int ParameterCount = 16;

        public const int ParametersAt = 32;

        /// <summary>Flag of a port: its codes are 0 to 255 outside, −128 to 127 inside.</summary>
        public const int UnsignedPort = 1;

        /// <summary>Flag of an operator: one scale for all channels.</summary>
        public const int OneScale = 1;

        /// <summary>Flag of an operator: there are no biases, all are 0.</summary>
        public const int NoBias = 2;

        /// <summary>Flag of an average pool of arithmetic B: means of float32 numbers, as for windows smaller than the map.</summary>
        public const int RealPool = 4;

        /// <summary>Largest dimension, stride or padding.</summary>
        public const int LargestDimension = 65535;

        /// <summary>Entries of a table over all codes.</summary>
        public const int CodeCount = 256;
    }
}
