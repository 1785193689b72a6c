using System;

namespace Stethos.Features.Vision
{
    /// <summary>
    /// What the blocks of an undisturbed picture look like: running mean and variance of each (C. Stauffer, W. Grimson,
    /// "Adaptive background mixture models", CVPR 1999, with one mode), and which blocks differ from it now. A change of the
    /// lamp is the same factor for all blocks: the median of the ratios to the background, which up to half of the blocks may
    /// leave. A changed block is taken over slowly, so that what stays becomes background in the end. Whole numbers only;
    /// allocates nothing after construction.
    /// </summary>
    public sealed class BackgroundModel
    {
        /// <summary>Pictures learned before any block counts as changed.</summary>
        public const int LearnPictures = 8;

        /// <summary>Bytes of the change bitmap.</summary>
        public const int ChangeLength = PictureGrid.Blocks / 8;

        /// <summary>A block that differs by less, in 1/16 grey level, is never changed.</summary>
        public const int SmallestChange = 4 * 16;

        private const int One = 1024;
        private const int Sigmas = 4;
        private const int Follow = 5;
        private const int FollowChanged = 9;
        private const int SmallestVariance = 16;

        // 64 grey levels: nothing is seen in a block more restless than that, and 16 times it fits an int.
        private const int LargestVariance = 1024 * 1024;
        private const int UsableMean = 8 * 16;
        private const int UsableBlocks = PictureGrid.Blocks / 8;

        private readonly int[] _means = new int[PictureGrid.Blocks];
        private readonly int[] _variances = new int[PictureGrid.Blocks];
        private readonly int[] _ratios = new int[PictureGrid.Blocks];
        private int _learned;

        public BackgroundModel()
        {
            Change = new byte[ChangeLength];
        }

        /// <summary>Block b differs: bit b % 8, least significant first, of byte b / 8.</summary>
        public byte[] Change { get; }

        /// <summary>Blocks that differ.</summary>
        public int Changed { get; private set; }

        /// <summary>Mean column of the changed blocks in 1/16 of a block, from the left edge; the middle when there are none.</summary>
        public int CentreColumn { get; private set; }

        /// <summary>Mean row of the changed blocks in 1/16 of a block, from the upper edge; the middle when there are none.</summary>
        public int CentreRow { get; private set; }

        /// <summary>Light against the background's, 1,024 = the same.</summary>
        public int Gain { get; private set; } = One;

        /// <summary>True until enough pictures were learned.</summary>
        public bool IsLearning
        {
            get { return _learned < LearnPictures; }
        }

        /// <summary>Forgets the background and learns anew.</summary>
        public void Restart()
        {
            _learned = 0;
        }

        /// <summary>Takes one picture's block means in 1/16 grey level ([row * 16 + column]) and compares, then learns.</summary>
        public void Update(int[] means)
        {
            Array.Clear(Change, 0, ChangeLength);
            Gain = _learned == 0 ? One : FindGain(means);
            if (IsLearning)
            {
                Learn(means);
            }
            else
            {
                Compare(means);
            }
        }

        // Square root would cost more than squaring the difference.
        private static bool IsChange(int difference, int variance, int smallest)
        {
            int size = difference < 0 ? -difference : difference;
            return size >= smallest && size * size >= Sigmas * Sigmas * variance;
        }

        private static int Limit(int variance)
        {
            return variance < SmallestVariance ? SmallestVariance : variance > LargestVariance ? LargestVariance : variance;
        }

        private int FindGain(int[] means)
        {
            int[] ratios = _ratios;
            int count = 0;
            for (int block = 0; block < PictureGrid.Blocks; block++)
            {
                int known = _means[block] >> 8;
                if (known >= UsableMean)
                {
                    ratios[count] = means[block] * One / known;
                    count++;
                }
            }

            if (count < UsableBlocks)
            {
                return One;
            }

            int gain = IntegerMedian.Select(ratios, count);
            return gain < One / 8 ? One / 8 : gain > One * 8 ? One * 8 : gain;
        }

        private void Learn(int[] means)
        {
            _learned++;
            int gain = Gain;
            for (int block = 0; block < PictureGrid.Blocks; block++)
            {
                int value = means[block] * One / gain;
                if (_learned == 1)
                {
                    _means[block] = value << 8;
                    _variances[block] = SmallestVariance;
                    continue;
                }

                int difference = value - (_means[block] >> 8);
                _means[block] += (difference << 8) / _learned;
                _variances[block] += (difference * difference - _variances[block]) / _learned;
                _variances[block] = Limit(_variances[block]);
            }

            Count(0, 0, 0);
        }

        private void Compare(int[] means)
        {
            int[] known = _means;
            int[] variances = _variances;
            int gain = Gain;

            // In dim light the noise grows with what is put on top to compare.
            int smallest = gain < One ? SmallestChange * One / gain : SmallestChange;
            int changed = 0;
            int columns = 0;
            int rows = 0;
            for (int block = 0; block < PictureGrid.Blocks; block++)
            {
                int value = means[block] * One / gain;
                int mean = known[block];
                int variance = variances[block];
                int difference = value - (mean >> 8);
                if (IsChange(difference, variance, smallest))
                {
                    Change[block >> 3] |= (byte)(1 << (block & 7));
                    changed++;
                    columns += block & 15;
                    rows += block >> 4;
                    known[block] = mean + (((value << 8) - mean) >> FollowChanged);
                    continue;
                }

                known[block] = mean + (((value << 8) - mean) >> Follow);
                variance += (difference * difference - variance) >> Follow;
                variances[block] = Limit(variance);
            }

            Count(changed, columns, rows);
        }

        private void Count(int changed, int columns, int rows)
        {
            Changed = changed;
            CentreColumn = changed == 0 ? PictureGrid.BlockColumns * 8 : 16 * columns / changed + 8;
            CentreRow = changed == 0 ? PictureGrid.BlockRows * 8 : 16 * rows / changed + 8;
        }
    }
}
