using System;

namespace Stethos.Inference
{
    /// <summary>Tables of operators: where they are in the blob and how they get into memory.</summary>
    internal static class Tables
    {
        private const float LargestScale = 1e30f;

        /// <summary>Entries that the operator needs in memory.</summary>
        public static int Entries(Operation op, bool isFixedPoint)
        {
            return op.Code switch
            {
                OperatorCode.Convolution => op.OutputChannels,
                OperatorCode.Depthwise => op.OutputChannels,
                OperatorCode.AveragePool => isFixedPoint ? 0 : op.OutputChannels + 1,
                OperatorCode.Add => isFixedPoint ? 0 : ModelFormat.CodeCount,
                OperatorCode.Softmax => ModelFormat.CodeCount,
                _ => 0,
            };
        }

        /// <summary>Bytes in the blob.</summary>
        public static long Length(Operation op, bool isFixedPoint)
        {
            if (op.Code == OperatorCode.Lookup)
            {
                return ModelFormat.CodeCount;
            }

            if (op.Code == OperatorCode.ChannelLookup)
            {
                return (long)ModelFormat.CodeCount * op.Parameters[1];
            }

            if ((op.Flags & ModelFormat.RealPool) != 0)
            {
                return 8;
            }

            int entries = Entries(op, isFixedPoint);
            if (op.Code == OperatorCode.AveragePool)
            {
                return entries == 0 ? 0 : 4;
            }

            long biases = (op.Flags & ModelFormat.NoBias) != 0 ? 0 : 4L * entries;
            long scales = (op.Flags & ModelFormat.OneScale) != 0 ? 4 : 4L * entries;
            bool hasShifts = isFixedPoint && op.Code != OperatorCode.Softmax;
            return biases + (hasShifts ? 2 * scales : scales);
        }

        /// <summary>Reads the operator's table to its place. False when a scale or shift makes no sense.</summary>
        public static bool Load(Operation op, Workspace work)
        {
            int entries = Entries(op, work.IsFixedPoint);
            int to = op.TableAt;
            int from = op.Table;
            byte[] blob = work.Blob;
            bool hasBiases = (op.Flags & ModelFormat.NoBias) == 0;
            for (int i = 0; i < entries; i++)
            {
                work.Biases[to + i] = hasBiases ? BitConverter.ToInt32(blob, from + 4 * i) : 0;
            }

            from += hasBiases ? 4 * entries : 0;
            int step = (op.Flags & ModelFormat.OneScale) != 0 ? 0 : 4;
            if ((op.Flags & ModelFormat.RealPool) != 0)
            {
                entries = 2;
            }

            return work.IsFixedPoint ? LoadFixed(op, work, from, entries, step) : LoadReal(work, to, from, entries, step);
        }

        private static bool LoadReal(Workspace work, int to, int from, int entries, int step)
        {
            for (int i = 0; i < entries; i++)
            {
                float scale = BitConverter.ToSingle(work.Blob, from + step * i);
                if (!(-LargestScale <= scale && scale <= float.MaxValue))
                {
                    return false;
                }

                work.Scales[to + i] = scale;
            }

            return true;
        }

        private static bool LoadFixed(Operation op, Workspace work, int from, int entries, int step)
        {
            bool hasShifts = op.Code != OperatorCode.Softmax;
            int shiftsFrom = from + (step == 0 ? 4 : 4 * entries);
            for (int i = 0; i < entries; i++)
            {
                work.Multipliers[op.TableAt + i] = BitConverter.ToInt32(work.Blob, from + step * i);
                int shift = hasShifts ? BitConverter.ToInt32(work.Blob, shiftsFrom + step * i) : 0;
                if (shift < -31 || shift > 30)
                {
                    return false;
                }

                work.Shifts[op.TableAt + i] = shift;
            }

            return true;
        }
    }
}
