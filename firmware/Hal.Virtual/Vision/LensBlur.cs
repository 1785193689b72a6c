using System;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>Gaussian blur of a picture in two passes; beyond the border the border goes on.</summary>
    internal static class LensBlur
    {
        public static void Apply(float[] picture, int width, int height, double sigma)
        {
            if (sigma < 0.2)
            {
                return;
            }

            int reach = (int)Math.Ceiling(3 * sigma);
            var weights = new float[(2 * reach) + 1];
            float sum = 0;
            for (int k = -reach; k <= reach; k++)
            {
                weights[k + reach] = (float)Math.Exp(-0.5 * k * k / (sigma * sigma));
                sum += weights[k + reach];
            }

            for (int k = 0; k < weights.Length; k++)
            {
                weights[k] /= sum;
            }

            var line = new float[Math.Max(width, height)];
            for (int y = 0; y < height; y++)
            {
                Pass(picture, y * width, 1, width, weights, reach, line);
            }

            for (int x = 0; x < width; x++)
            {
                Pass(picture, x, width, height, weights, reach, line);
            }
        }

        private static void Pass(float[] picture, int start, int step, int count, float[] weights, int reach, float[] line)
        {
            for (int i = 0; i < count; i++)
            {
                line[i] = picture[start + (i * step)];
            }

            for (int i = 0; i < count; i++)
            {
                float sum = 0;
                for (int k = -reach; k <= reach; k++)
                {
                    sum += weights[k + reach] * line[Math.Clamp(i + k, 0, count - 1)];
                }

                picture[start + (i * step)] = sum;
            }
        }
    }
}
