namespace Stethos.Features.Vision
{
    /// <summary>Upper median of whole numbers by quickselect (C. A. R. Hoare, Algorithm 65), no memory.</summary>
    internal static class IntegerMedian
    {
        /// <summary>The value with index count / 2 in order; changes the order. <paramref name="count"/> is at least 1.</summary>
        internal static int Select(int[] values, int count)
        {
            int middle = count / 2;
            int low = 0;
            int high = count - 1;
            while (low < high)
            {
                int pivot = values[middle];
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
                        int t = values[i];
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

            return values[middle];
        }
    }
}
