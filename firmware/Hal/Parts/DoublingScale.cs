namespace Stethos.Hal.Parts
{
    /// <summary>Settings that double from code to code: most parts' rates and ranges.</summary>
    public static class DoublingScale
    {
        /// <summary>
        /// The code (0 to <paramref name="largestCode"/>) of <paramref name="value"/> where code 0 is
        /// <paramref name="smallest"/>; -1 when there is none.
        /// </summary>
        public static int CodeOf(int value, int smallest, int largestCode)
        {
            for (int code = 0; code <= largestCode; code++)
            {
                if (value == smallest << code)
                {
                    return code;
                }
            }

            return -1;
        }
    }
}
