namespace Stethos.Features.Vision
{
    /// <summary>Square roots of whole numbers, digit by digit, without a division.</summary>
    internal static class IntegerRoot
    {
        /// <summary>Largest whole number whose square is not above the value, which is 0 to 2^31-1.</summary>
        internal static int Floor(int value)
        {
            int root = 0;
            int bit = 1 << 30;
            while (bit > value)
            {
                bit >>= 2;
            }

            int rest = value;
            while (bit != 0)
            {
                int trial = root + bit;
                root >>= 1;
                if (rest >= trial)
                {
                    rest -= trial;
                    root += bit;
                }

                bit >>= 2;
            }

            return root;
        }
    }
}
