namespace Stethos.Inference.Kernels
{
    /// <summary>
    /// A matrix of weights times a vector of codes, the inner loop of everything that multiplies. Weights are bytes w + offset, so that an
    /// interpreter need not extend their sign; the offset is taken off through the sum of the codes, which all rows share. Four rows at
    /// a time read each code once.
    /// </summary>
    internal static class Rows
    {
        /// <param name="work">Weights, codes, biases; sums go into its sums.</param>
        /// <param name="op">Weights, their offset, biases.</param>
        /// <param name="at">Place of the codes in the arena.</param>
        /// <param name="length">Codes, and weights of a row.</param>
        public static void Multiply(Workspace work, Operation op, int at, int length)
        {
            sbyte[] x = work.Arena;
            int[] sums = work.Sums;
            int[] biases = work.Biases;
            int biasAt = op.TableAt;
            int weights = op.Weights;
            int rows = op.OutputChannels;
            int correction = op.WeightOffset * Sum(x, at, length);
            int row = 0;
            for (; row + 4 <= rows; row += 4)
            {
                Four(work.Blob, weights, x, at, length, sums, row);
                weights += 4 * length;
                sums[row] += biases[biasAt + row] - correction;
                sums[row + 1] += biases[biasAt + row + 1] - correction;
                sums[row + 2] += biases[biasAt + row + 2] - correction;
                sums[row + 3] += biases[biasAt + row + 3] - correction;
            }

            for (; row < rows; row++)
            {
                sums[row] = One(work.Blob, weights, x, at, length) + biases[biasAt + row] - correction;
                weights += length;
            }
        }

        private static int Sum(sbyte[] x, int at, int length)
        {
            int sum = 0;
            int end = at + length;
            for (int last = end - 8; at <= last; at += 8)
            {
                sum += x[at] + x[at + 1] + x[at + 2] + x[at + 3] + x[at + 4] + x[at + 5] + x[at + 6] + x[at + 7];
            }

            for (; at < end; at++)
            {
                sum += x[at];
            }

            return sum;
        }

        private static void Four(byte[] w, int w0, sbyte[] x, int at, int length, int[] sums, int row)
        {
            int w1 = w0 + length;
            int w2 = w1 + length;
            int w3 = w2 + length;
            int a0 = 0;
            int a1 = 0;
            int a2 = 0;
            int a3 = 0;
            int end = at + length;
            for (int last = end - 8; at <= last; at += 8)
            {
                int x0 = x[at];
                int x1 = x[at + 1];
                int x2 = x[at + 2];
                int x3 = x[at + 3];
                int x4 = x[at + 4];
                int x5 = x[at + 5];
                int x6 = x[at + 6];
                int x7 = x[at + 7];
                a0 = a0 + w[w0] * x0 + w[w0 + 1] * x1 + w[w0 + 2] * x2 + w[w0 + 3] * x3 + w[w0 + 4] * x4
                    + w[w0 + 5] * x5 + w[w0 + 6] * x6 + w[w0 + 7] * x7;
                a1 = a1 + w[w1] * x0 + w[w1 + 1] * x1 + w[w1 + 2] * x2 + w[w1 + 3] * x3 + w[w1 + 4] * x4
                    + w[w1 + 5] * x5 + w[w1 + 6] * x6 + w[w1 + 7] * x7;
                a2 = a2 + w[w2] * x0 + w[w2 + 1] * x1 + w[w2 + 2] * x2 + w[w2 + 3] * x3 + w[w2 + 4] * x4
                    + w[w2 + 5] * x5 + w[w2 + 6] * x6 + w[w2 + 7] * x7;
                a3 = a3 + w[w3] * x0 + w[w3 + 1] * x1 + w[w3 + 2] * x2 + w[w3 + 3] * x3 + w[w3 + 4] * x4
                    + w[w3 + 5] * x5 + w[w3 + 6] * x6 + w[w3 + 7] * x7;
                w0 += 8;
                w1 += 8;
                w2 += 8;
                w3 += 8;
            }

            for (; at < end; at++)
            {
                int code = x[at];
                a0 += w[w0++] * code;
                a1 += w[w1++] * code;
                a2 += w[w2++] * code;
                a3 += w[w3++] * code;
            }

            sums[row] = a0;
            sums[row + 1] = a1;
            sums[row + 2] = a2;
            sums[row + 3] = a3;
        }

        private static int One(byte[] w, int from, sbyte[] x, int at, int length)
        {
            int sum = 0;
            int end = at + length;
            for (int last = end - 4; at <= last; at += 4)
            {
                sum = sum + w[from] * x[at] + w[from + 1] * x[at + 1] + w[from + 2] * x[at + 2] + w[from + 3] * x[at + 3];
                from += 4;
            }

            for (; at < end; at++)
            {
                sum += w[from++] * x[at];
            }

            return sum;
        }
    }
}
