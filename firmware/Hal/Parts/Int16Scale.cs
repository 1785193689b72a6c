namespace Stethos.Hal.Parts
{
    /// <summary>Turns x, y, z as 16-bit two's complement, low byte first, into g and counts samples at full scale.</summary>
    public sealed class Int16Scale
    {
        private const int AxisCount = 3;
        private float _gPerCount;
        private int _lowerCount;
        private int _upperCount;

        /// <summary>g per count, and the counts that are either end of the range.</summary>
        public void Set(float gPerCount, int lowerCount, int upperCount)
        {
            _gPerCount = gPerCount;
            _lowerCount = lowerCount;
            _upperCount = upperCount;
        }

        /// <summary>
        /// Converts samples that begin <paramref name="stride"/> bytes apart, the first at <paramref name="start"/>, into
        /// <paramref name="axesG"/>[0..2] from <paramref name="offset"/> on. Returns how many have an axis at full scale.
        /// </summary>
        public int Convert(byte[] buffer, int start, int stride, int samples, float[][] axesG, int offset)
        {
            float gPerCount = _gPerCount;
            int lower = _lowerCount;
            int upper = _upperCount;
            int clipped = 0;
            for (int i = 0; i < samples; i++)
            {
                bool isClipped = false;
                int at = start;
                for (int axis = 0; axis < AxisCount; axis++)
                {
                    int count = buffer[at] | ((sbyte)buffer[at + 1] << 8);
                    isClipped |= count >= upper || count <= lower;
                    axesG[axis][offset + i] = count * gPerCount;
                    at += 2;
                }

                if (isClipped)
                {
                    clipped++;
                }

                start += stride;
            }

            return clipped;
        }
    }
}
