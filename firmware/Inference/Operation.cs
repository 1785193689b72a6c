using System;

namespace Stethos.Inference
{
    /// <summary>One operator as it stands in the blob, read once so that running it reads only locals.</summary>
    internal sealed class Operation
    {
        public OperatorCode Code;
        public int Flags;
        public int WeightOffset;
        public int InputZero;
        public int OtherZero;
        public int OutputZero;
        public int Low;
        public int High;
        public int Input;
        public int Other;
        public int Output;
        public int Weights;
        public int Table;

        /// <summary>Arithmetic B, sum: scale of the first tensor over that of the result.</summary>
        public double Ratio;

        /// <summary>Where its table begins in the tables in memory.</summary>
        public int TableAt;

        /// <summary>Meaning per operator, see docs/model-format.md; the properties name those of windows.</summary>
        public readonly int[] Parameters = new int[ModelFormat.ParameterCount];

        public int InputHeight => Parameters[0];

        public int InputWidth => Parameters[1];

        public int InputChannels => Parameters[2];

        public int OutputHeight => Parameters[3];

        public int OutputWidth => Parameters[4];

        public int OutputChannels => Parameters[5];

        public int KernelHeight => Parameters[6];

        public int KernelWidth => Parameters[7];

        public int StrideHeight => Parameters[8];

        public int StrideWidth => Parameters[9];

        public int DilationHeight => Parameters[10];

        public int DilationWidth => Parameters[11];

        public int PadTop => Parameters[12];

        public int PadLeft => Parameters[13];

        public bool IsWindow => Code >= OperatorCode.Convolution && Code <= OperatorCode.MaxPool;

        /// <summary>Whether a window is a whole pixel of the input, so that it need not be gathered.</summary>
        public bool IsPointwise => KernelHeight == 1 && KernelWidth == 1 && PadTop == 0 && PadLeft == 0
            && (OutputHeight - 1) * StrideHeight < InputHeight && (OutputWidth - 1) * StrideWidth < InputWidth;

        public void Read(byte[] blob, int at)
        {
            Code = (OperatorCode)blob[at];
            Flags = blob[at + 1];
            WeightOffset = blob[at + 2];
            InputZero = (sbyte)blob[at + 3];
            OtherZero = (sbyte)blob[at + 4];
            OutputZero = (sbyte)blob[at + 5];
            Low = (sbyte)blob[at + 6];
            High = (sbyte)blob[at + 7];
            Input = BitConverter.ToInt32(blob, at + 8);
            Other = BitConverter.ToInt32(blob, at + 12);
            Output = BitConverter.ToInt32(blob, at + 16);
            Weights = BitConverter.ToInt32(blob, at + 20);
            Table = BitConverter.ToInt32(blob, at + 24);
            Ratio = BitConverter.ToSingle(blob, at + 28);
            for (int i = 0; i < Parameters.Length; i++)
            {
                Parameters[i] = BitConverter.ToInt32(blob, at + ModelFormat.ParametersAt + 4 * i);
            }
        }
    }
}
