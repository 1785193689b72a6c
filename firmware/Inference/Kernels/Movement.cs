using System;

namespace Stethos.Inference.Kernels
{
    /// <summary>Operators that only look up, fill and copy codes.</summary>
    internal static class Movement
    {
        public static void Lookup(Operation op, Workspace work)
        {
            byte[] blob = work.Blob;
            sbyte[] arena = work.Arena;
            int table = op.Table + 128;
            int input = op.Input;
            int output = op.Output;
            for (int end = input + op.Parameters[0]; input < end; input++)
            {
                arena[output++] = (sbyte)blob[table + arena[input]];
            }
        }

        /// <summary>Parameters: blocks, channels of a block, codes of a channel that lie side by side.</summary>
        public static void ChannelLookup(Operation op, Workspace work)
        {
            byte[] blob = work.Blob;
            sbyte[] arena = work.Arena;
            int channels = op.Parameters[1];
            int count = op.Parameters[2];
            int input = op.Input;
            int output = op.Output;
            for (int block = op.Parameters[0]; block > 0; block--)
            {
                int table = op.Table + 128;
                for (int channel = 0; channel < channels; channel++)
                {
                    for (int end = input + count; input < end; input++)
                    {
                        arena[output++] = (sbyte)blob[table + arena[input]];
                    }

                    table += 256;
                }
            }
        }

        public static void Fill(Operation op, sbyte[] arena)
        {
            int at = op.Output;
            sbyte value = (sbyte)op.OutputZero;
            for (int end = at + op.Parameters[0]; at < end; at++)
            {
                arena[at] = value;
            }
        }

        /// <summary>Parameters: three counts, block, three steps in the input, three in the output.</summary>
        public static void Copy(Operation op, sbyte[] arena)
        {
            int[] p = op.Parameters;
            int block = p[3];
            for (int i = 0; i < p[0]; i++)
            {
                for (int j = 0; j < p[1]; j++)
                {
                    int from = op.Input + i * p[4] + j * p[5];
                    int to = op.Output + i * p[7] + j * p[8];
                    Blocks(arena, from, to, p[2], block, p[6], p[9]);
                }
            }
        }

        private static void Blocks(sbyte[] arena, int from, int to, int count, int block, int fromStep, int toStep)
        {
            for (int k = 0; k < count; k++)
            {
                if (block == 1)
                {
                    arena[to] = arena[from];
                }
                else
                {
                    Array.Copy(arena, from, arena, to, block);
                }

                from += fromStep;
                to += toStep;
            }
        }
    }
}
