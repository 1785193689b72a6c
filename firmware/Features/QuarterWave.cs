using System;

namespace Stethos.Features
{
    /// <summary>Cosine tables that stay exact where the platform's Math works in float only (ESP32 images).</summary>
    internal static class QuarterWave
    {
        /// <summary>
        /// Writes cos(2 pi n / length) for n = 0 .. length/4 into <paramref name="table"/>. Arguments stay below pi/4, where
        /// a float argument costs no more than the table's own rounding.
        /// </summary>
        internal static void Fill(float[] table, int length)
        {
            int quarter = length / 4;
            double step = 2.0 * Math.PI / length;
            for (int n = 0; n <= quarter; n++)
            {
                table[n] = n <= quarter / 2 ? (float)Math.Cos(n * step) : (float)Math.Sin((quarter - n) * step);
            }
        }
    }
}
