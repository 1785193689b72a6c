namespace Stethos.Features
{
    /// <summary>Median by quickselect (C. A. R. Hoare, Algorithm 65), linear time on average, no memory.</summary>
    internal static class Median
    {
        /// <summary>
        /// Median of the first <paramref name="count"/> (at least 1) values, the mean of the middle two for an even count.
        /// Changes the order of the values.
        /// </summary>
        internal static float Select(float[] values, int count)
        {
            int middle = count / 2;
            Partition(values, count, middle);
            float upper = values[middle];
            if ((count & 1) != 0)
            {
                return upper;
            }

            // Everything before the middle is not above it; its largest value is the other middle one.
            float lower = values[0];
            for (int i = 1; i < middle; i++)
            {
                if (values[i] > lower)
                {
                    lower = values[i];
                }
            }

            return 0.5f * (lower + upper);
        }

        // Afterwards nothing before the middle is above it and nothing after it is below.
        private static void Partition(float[] values, int count, int middle)
        {
            int low = 0;
            int high = count - 1;
            while (low < high)
            {
                float pivot = values[middle];
                int i = low;
                int j = high;
                while (i <= j)
                {
                    while (values[i] < pivot)
                    {
                        i++;
                    }

                    while (pivot < values[j])
                    {
                        j--;
                    }

                    if (i <= j)
                    {
                        float t = values[i];
                        values[i] = values[j];
                        values[j] = t;
                        i++;
                        j--;
                    }
                }

                if (j < middle)
                {
                    low = i;
                }

                if (middle < i)
                {
                    high = j;
                }
            }

        }
    }
}
