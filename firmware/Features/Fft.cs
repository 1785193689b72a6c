using System;

namespace Stethos.Features
{
    /// <summary>
    /// Complex discrete Fourier transform in place, radix 4 (one radix-2 pass where the length is no power of 4).
    /// Two arrays instead of one of complex numbers, because an interpreter copies a struct on every access.
    /// Relative error of a forward transform against double arithmetic: below 1e-6 (rms) up to 65536 points.
    /// </summary>
    public sealed class Fft
    {
        /// <summary>Shortest supported transform.</summary>
        public const int MinLength = 16;

        /// <summary>Longest supported transform.</summary>
        public const int MaxLength = 65536;

        private readonly int _length;

        // cos(2 pi k / N), k = 0 .. N-1. Also serves -sin, which is the same table a quarter turn on.
        private readonly float[] _cosine;

        /// <param name="length">Number of complex points, a power of two from 16 to 65536.</param>
        /// <exception cref="ArgumentException">The length is out of range or no power of two.</exception>
        public Fft(int length)
        {
            if (length < MinLength || length > MaxLength || (length & (length - 1)) != 0)
            {
                throw new ArgumentException();
            }

            _length = length;
            _cosine = new float[length];
            QuarterWave.Fill(_cosine, length);
            int half = length / 2;
            for (int n = 0; n <= length / 4; n++)
            {
                float c = _cosine[n];
                _cosine[half - n] = -c;
                _cosine[half + n] = -c;
                if (n > 0)
                {
                    _cosine[length - n] = c;
                }
            }
        }

        /// <summary>Number of complex points.</summary>
        public int Length => _length;

        /// <summary>X[k] = sum x[n] exp(-2 pi i k n / N), not scaled. The arrays have at least <see cref="Length"/> entries.</summary>
        public void Forward(float[] re, float[] im)
        {
            if (re.Length < _length || im.Length < _length)
            {
                throw new ArgumentException();
            }

            ReverseBits(re, im);
            int quarter = 1;
            if (IsPowerOfFour(_length))
            {
                FirstPassOfFour(re, im);
                quarter = 4;
            }
            else
            {
                FirstPassOfTwo(re, im);
                quarter = 2;
            }

            while (quarter < _length)
            {
                PassOfFour(re, im, quarter);
                quarter *= 4;
            }
        }

        /// <summary>x[n] = 1/N sum X[k] exp(+2 pi i k n / N).</summary>
        public void Inverse(float[] re, float[] im)
        {
            // Exchanging real and imaginary parts before and after conjugates the kernel.
            Forward(im, re);
            int length = _length;
            float scale = 1f / length;
            for (int n = 0; n < length; n++)
            {
                re[n] *= scale;
                im[n] *= scale;
            }
        }

        private static bool IsPowerOfFour(int length) => (length & 0x55555555) != 0;

        private void ReverseBits(float[] re, float[] im)
        {
            int length = _length;
            int j = 0;
            for (int i = 0; i < length - 1; i++)
            {
                if (i < j)
                {
                    float t = re[i];
                    re[i] = re[j];
                    re[j] = t;
                    t = im[i];
                    im[i] = im[j];
                    im[j] = t;
                }

                int bit = length >> 1;
                while (j >= bit)
                {
                    j -= bit;
                    bit >>= 1;
                }

                j += bit;
            }
        }

        private void FirstPassOfTwo(float[] re, float[] im)
        {
            int length = _length;
            for (int i = 0; i < length; i += 2)
            {
                float ar = re[i];
                float ai = im[i];
                float br = re[i + 1];
                float bi = im[i + 1];
                re[i] = ar + br;
                im[i] = ai + bi;
                re[i + 1] = ar - br;
                im[i + 1] = ai - bi;
            }
        }

        // All twiddles are one. The data is in bit-reversed order, so the middle two of four are exchanged.
        private void FirstPassOfFour(float[] re, float[] im)
        {
            int length = _length;
            for (int i = 0; i < length; i += 4)
            {
                float sumR = re[i] + re[i + 1];
                float sumI = im[i] + im[i + 1];
                float difR = re[i] - re[i + 1];
                float difI = im[i] - im[i + 1];
                float sum2R = re[i + 2] + re[i + 3];
                float sum2I = im[i + 2] + im[i + 3];
                float dif2R = re[i + 2] - re[i + 3];
                float dif2I = im[i + 2] - im[i + 3];
                re[i] = sumR + sum2R;
                im[i] = sumI + sum2I;
                re[i + 2] = sumR - sum2R;
                im[i + 2] = sumI - sum2I;
                re[i + 1] = difR + dif2I;
                im[i + 1] = difI - dif2R;
                re[i + 3] = difR - dif2I;
                im[i + 3] = difI + dif2R;
            }
        }

        // Two radix-2 passes in one: with W = exp(-2 pi i j / 4q) the four inputs are a0, W^2 a1, W a2, W^3 a3.
        private void PassOfFour(float[] re, float[] im, int quarter)
        {
            int length = _length;
            float[] cosine = _cosine;
            int turn = length >> 2;
            int stride = turn / quarter;
            int block = quarter << 2;
            for (int j = 0; j < quarter; j++)
            {
                int k = j * stride;
                float w1R = cosine[k];
                float w1I = cosine[k + turn];
                float w2R = cosine[2 * k];
                float w2I = cosine[2 * k + turn];
                float w3R = cosine[3 * k];
                float w3I = cosine[3 * k + turn];
                for (int i0 = j; i0 < length; i0 += block)
                {
                    int i1 = i0 + quarter;
                    int i2 = i1 + quarter;
                    int i3 = i2 + quarter;
                    float xr = re[i1];
                    float xi = im[i1];
                    float br = xr * w2R - xi * w2I;
                    float bi = xr * w2I + xi * w2R;
                    xr = re[i2];
                    xi = im[i2];
                    float cr = xr * w1R - xi * w1I;
                    float ci = xr * w1I + xi * w1R;
                    xr = re[i3];
                    xi = im[i3];
                    float dr = xr * w3R - xi * w3I;
                    float di = xr * w3I + xi * w3R;
                    float ar = re[i0];
                    float ai = im[i0];
                    xr = ar + br;
                    xi = ai + bi;
                    ar -= br;
                    ai -= bi;
                    br = cr + dr;
                    bi = ci + di;
                    cr -= dr;
                    ci -= di;
                    re[i0] = xr + br;
                    im[i0] = xi + bi;
                    re[i1] = ar + ci;
                    im[i1] = ai - cr;
                    re[i2] = xr - br;
                    im[i2] = xi - bi;
                    re[i3] = ar - ci;
                    im[i3] = ai + cr;
                }
            }
        }
    }
}
