namespace Stethos.Inference
{
    /// <summary>Everything that could lead an operator outside blob or arena, checked before anything runs.</summary>
    internal static class OperationCheck
    {
        /// <param name="op">As read, places in the blob relative to its beginning.</param>
        /// <param name="isFixedPoint">Arithmetic A.</param>
        /// <param name="content">Bytes of the blob without its hash.</param>
        /// <param name="arena">Codes of the arena without scratch.</param>
        /// <param name="scratch">Codes of the scratch window.</param>
        public static ModelErrorCode Check(Operation op, bool isFixedPoint, int content, int arena, int scratch)
        {
            ModelErrorCode error = op.Code switch
            {
                OperatorCode.Convolution => Windowed(op, arena),
                OperatorCode.Depthwise => Windowed(op, arena),
                OperatorCode.AveragePool => Pooled(op, arena),
                OperatorCode.MaxPool => Pooled(op, arena),
                OperatorCode.Add => Added(op, isFixedPoint, arena),
                OperatorCode.Softmax => Rowed(op, arena),
                OperatorCode.Lookup => Ranged(op, arena, true),
                OperatorCode.ChannelLookup => Channelled(op, arena),
                OperatorCode.Fill => Ranged(op, arena, false),
                OperatorCode.Copy => Copied(op, arena),
                _ => ModelErrorCode.UnknownOperator,
            };
            if (error != ModelErrorCode.None)
            {
                return error;
            }

            if (!AreFlagsRight(op, isFixedPoint))
            {
                return ModelErrorCode.WrongParameter;
            }

            bool hasWeights = op.Code == OperatorCode.Convolution || op.Code == OperatorCode.Depthwise;
            long window = op.IsWindow ? (long)op.KernelHeight * op.KernelWidth * op.InputChannels : 0;
            long perWindow = op.Code == OperatorCode.Depthwise ? op.OutputChannels / op.InputChannels : op.OutputChannels;
            bool isInside = IsInside(op.Table, Tables.Length(op, isFixedPoint), content)
                && (!hasWeights || (IsInside(op.Weights, window * perWindow, content)
                    && (window <= scratch || (op.Code == OperatorCode.Convolution && op.IsPointwise))));
            return isInside ? ModelErrorCode.None : ModelErrorCode.OutOfBounds;
        }

        // Flags decide how long a table is, so each operator has those it may have and no others.
        private static bool AreFlagsRight(Operation op, bool isFixedPoint)
        {
            switch (op.Code)
            {
                case OperatorCode.Convolution:
                case OperatorCode.Depthwise:
                    return (op.Flags & ~(ModelFormat.OneScale | ModelFormat.NoBias)) == 0;
                case OperatorCode.AveragePool:
                    return op.Flags == ModelFormat.NoBias + (isFixedPoint ? 0 : ModelFormat.OneScale)
                        || (!isFixedPoint && op.Flags == ModelFormat.NoBias + ModelFormat.RealPool);
                case OperatorCode.Add:
                case OperatorCode.Softmax:
                    return op.Flags == ModelFormat.NoBias;
                default:
                    return op.Flags == 0;
            }
        }

        private static bool IsInside(int at, long length, int size)
        {
            return at >= 0 && length >= 0 && at + length <= size;
        }

        private static bool IsDimension(int value)
        {
            return value >= 1 && value <= ModelFormat.LargestDimension;
        }

        private static ModelErrorCode Windowed(Operation op, int arena)
        {
            for (int i = 0; i < 12; i++)
            {
                if (!IsDimension(op.Parameters[i]))
                {
                    return ModelErrorCode.WrongParameter;
                }
            }

            bool hasPads = op.PadTop >= 0 && op.PadTop <= ModelFormat.LargestDimension
                && op.PadLeft >= 0 && op.PadLeft <= ModelFormat.LargestDimension;
            bool isSmall = (long)op.OutputHeight * op.StrideHeight + (long)op.KernelHeight * op.DilationHeight < int.MaxValue
                && (long)op.OutputWidth * op.StrideWidth + (long)op.KernelWidth * op.DilationWidth < int.MaxValue;
            if (!hasPads || !isSmall || op.Low > op.High
                || (op.Code == OperatorCode.Depthwise && op.OutputChannels % op.InputChannels != 0))
            {
                return ModelErrorCode.WrongParameter;
            }

            return IsInside(op.Input, Volume(op.InputHeight, op.InputWidth, op.InputChannels), arena)
                && IsInside(op.Output, Volume(op.OutputHeight, op.OutputWidth, op.OutputChannels), arena)
                ? ModelErrorCode.None
                : ModelErrorCode.OutOfBounds;
        }

        // Three dimensions of up to 65,535 each fit 64 bits.
        private static long Volume(int height, int width, int channels)
        {
            return (long)height * width * channels;
        }

        private static ModelErrorCode Pooled(Operation op, int arena)
        {
            ModelErrorCode error = Windowed(op, arena);
            return error != ModelErrorCode.None
                ? error
                : op.InputChannels != op.OutputChannels ? ModelErrorCode.WrongParameter : ModelErrorCode.None;
        }

        private static ModelErrorCode Added(Operation op, bool isFixedPoint, int arena)
        {
            int[] p = op.Parameters;
            if (op.Low > op.High || (isFixedPoint && !(IsShift(p[2]) && IsShift(p[4]) && IsShift(p[6]))))
            {
                return ModelErrorCode.WrongParameter;
            }

            return IsInside(op.Other, p[0], arena) ? Ranged(op, arena, true) : ModelErrorCode.OutOfBounds;
        }

        private static bool IsShift(int shift)
        {
            return shift >= -31 && shift <= 30;
        }

        private static ModelErrorCode Rowed(Operation op, int arena)
        {
            int rows = op.Parameters[0];
            int length = op.Parameters[1];
            if (!IsDimension(rows) || !IsDimension(length) || op.Parameters[2] < 1 || op.Parameters[2] > ModelFormat.LargestDimension)
            {
                return ModelErrorCode.WrongParameter;
            }

            long codes = (long)rows * length;
            if (op.Input != op.Output && op.Input < op.Output + codes && op.Output < op.Input + codes)
            {
                // Rows read twice, and written over in between they would lead outside the table.
                return ModelErrorCode.WrongParameter;
            }

            return IsInside(op.Input, codes, arena) && IsInside(op.Output, codes, arena)
                ? ModelErrorCode.None
                : ModelErrorCode.OutOfBounds;
        }

        private static ModelErrorCode Channelled(Operation op, int arena)
        {
            int[] p = op.Parameters;
            if (!IsDimension(p[0]) || !IsDimension(p[1]) || !IsDimension(p[2]))
            {
                return ModelErrorCode.WrongParameter;
            }

            long codes = Volume(p[0], p[1], p[2]);
            return IsInside(op.Input, codes, arena) && IsInside(op.Output, codes, arena)
                ? ModelErrorCode.None
                : ModelErrorCode.OutOfBounds;
        }

        private static ModelErrorCode Ranged(Operation op, int arena, bool hasInput)
        {
            int count = op.Parameters[0];
            return IsInside(op.Output, count, arena) && (!hasInput || IsInside(op.Input, count, arena))
                ? ModelErrorCode.None
                : ModelErrorCode.OutOfBounds;
        }

        private static ModelErrorCode Copied(Operation op, int arena)
        {
            int[] p = op.Parameters;
            for (int i = 0; i < 10; i++)
            {
                if (p[i] < (i < 4 ? 1 : 0) || p[i] > arena)
                {
                    return ModelErrorCode.WrongParameter;
                }
            }

            if ((long)p[0] * p[1] * p[2] > arena || (long)p[0] * p[1] * p[2] * p[3] > arena)
            {
                // More than every code once would only take time.
                return ModelErrorCode.WrongParameter;
            }

            long from = (p[0] - 1L) * p[4] + (p[1] - 1L) * p[5] + (p[2] - 1L) * p[6] + p[3];
            long to = (p[0] - 1L) * p[7] + (p[1] - 1L) * p[8] + (p[2] - 1L) * p[9] + p[3];
            return IsInside(op.Input, from, arena) && IsInside(op.Output, to, arena) ? ModelErrorCode.None : ModelErrorCode.OutOfBounds;
        }
    }
}
