// The arithmetic of firmware/Features in plain C: time statistics, Hann spectrum with velocity and 16 bands, envelope
// spectrum with its median floor and 15 line ratios. Same algorithms, same order, float and double in the same places.
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BANDS = 16, STATISTICS = 7, LINES = 15, PER_AXIS = STATISTICS + 1 + BANDS };

struct plan {
    int length;
    int axes;
    int with_envelope;
    float *cosine;      // cos(2 pi k / (N/2)), a full turn
    float *wave;        // cos(2 pi n / N), a quarter
    float *a, *b, *c, *d;
    float *amplitude;
    float *envelope;
};

struct setting {
    float rate_hz, shaft_hz, low_hz, high_hz;
    float orders[4];    // BPFO, BPFI, BSF, FTF
};

static void quarter_wave(float *table, int length)
{
    int quarter = length / 4;
    double step = 2.0 * M_PI / length;
    for (int n = 0; n <= quarter; n++) {
        table[n] = n <= quarter / 2 ? (float)cos(n * step) : (float)sin((quarter - n) * step);
    }
}

void *features_open(int length, int axes, int with_envelope)
{
    struct plan *p = calloc(1, sizeof *p);
    int half = length / 2;
    p->length = length;
    p->axes = axes;
    p->with_envelope = with_envelope;
    p->cosine = calloc(half, sizeof(float));
    p->wave = calloc(length / 4 + 1, sizeof(float));
    p->a = calloc(half, sizeof(float));
    p->b = calloc(half, sizeof(float));
    p->c = calloc(half, sizeof(float));
    p->d = calloc(half, sizeof(float));
    p->amplitude = calloc(half + 1, sizeof(float));
    p->envelope = calloc(half + 1, sizeof(float));
    quarter_wave(p->wave, length);
    quarter_wave(p->cosine, half);
    for (int n = 0; n <= half / 4; n++) {
        float c = p->cosine[n];
        p->cosine[half / 2 - n] = -c;
        p->cosine[half / 2 + n] = -c;
        if (n > 0) {
            p->cosine[half - n] = c;
        }
    }

    return p;
}

static void reverse_bits(float *re, float *im, int length)
{
    int j = 0;
    for (int i = 0; i < length - 1; i++) {
        if (i < j) {
            float t = re[i];
            re[i] = re[j];
            re[j] = t;
            t = im[i];
            im[i] = im[j];
            im[j] = t;
        }

        int bit = length >> 1;
        while (j >= bit) {
            j -= bit;
            bit >>= 1;
        }

        j += bit;
    }
}

static void first_pass_of_two(float *re, float *im, int length)
{
    for (int i = 0; i < length; i += 2) {
        float ar = re[i], ai = im[i], br = re[i + 1], bi = im[i + 1];
        re[i] = ar + br;
        im[i] = ai + bi;
        re[i + 1] = ar - br;
        im[i + 1] = ai - bi;
    }
}

static void first_pass_of_four(float *re, float *im, int length)
{
    for (int i = 0; i < length; i += 4) {
        float sum_r = re[i] + re[i + 1], sum_i = im[i] + im[i + 1];
        float dif_r = re[i] - re[i + 1], dif_i = im[i] - im[i + 1];
        float sum2_r = re[i + 2] + re[i + 3], sum2_i = im[i + 2] + im[i + 3];
        float dif2_r = re[i + 2] - re[i + 3], dif2_i = im[i + 2] - im[i + 3];
        re[i] = sum_r + sum2_r;
        im[i] = sum_i + sum2_i;
        re[i + 2] = sum_r - sum2_r;
        im[i + 2] = sum_i - sum2_i;
        re[i + 1] = dif_r + dif2_i;
        im[i + 1] = dif_i - dif2_r;
        re[i + 3] = dif_r - dif2_i;
        im[i + 3] = dif_i + dif2_r;
    }
}

static void pass_of_four(const float *cosine, float *re, float *im, int length, int quarter)
{
    int turn = length >> 2;
    int stride = turn / quarter;
    int block = quarter << 2;
    for (int j = 0; j < quarter; j++) {
        int k = j * stride;
        float w1r = cosine[k], w1i = cosine[k + turn];
        float w2r = cosine[2 * k], w2i = cosine[2 * k + turn];
        float w3r = cosine[3 * k], w3i = cosine[3 * k + turn];
        for (int i0 = j; i0 < length; i0 += block) {
            int i1 = i0 + quarter, i2 = i1 + quarter, i3 = i2 + quarter;
            float xr = re[i1], xi = im[i1];
            float br = xr * w2r - xi * w2i, bi = xr * w2i + xi * w2r;
            xr = re[i2];
            xi = im[i2];
            float cr = xr * w1r - xi * w1i, ci = xr * w1i + xi * w1r;
            xr = re[i3];
            xi = im[i3];
            float dr = xr * w3r - xi * w3i, di = xr * w3i + xi * w3r;
            float ar = re[i0], ai = im[i0];
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

static void transform(const struct plan *p, float *re, float *im)
{
    int length = p->length / 2;
    int quarter;
    reverse_bits(re, im, length);
    if (length & 0x55555555) {
        first_pass_of_four(re, im, length);
        quarter = 4;
    } else {
        first_pass_of_two(re, im, length);
        quarter = 2;
    }

    for (; quarter < length; quarter *= 4) {
        pass_of_four(p->cosine, re, im, length, quarter);
    }
}

static void inverse(const struct plan *p, float *re, float *im)
{
    int length = p->length / 2;
    float scale = 1.0f / (float)length;
    transform(p, im, re);
    for (int n = 0; n < length; n++) {
        re[n] *= scale;
        im[n] *= scale;
    }
}

static void split_mean_free(const struct plan *p, const float *samples, float *even, float *odd)
{
    double sum = 0;
    for (int i = 0; i < p->length; i++) {
        sum += samples[i];
    }

    float mean = (float)(sum / p->length);
    for (int m = 0; m < p->length / 2; m++) {
        even[m] = samples[2 * m] - mean;
        odd[m] = samples[2 * m + 1] - mean;
    }
}

static void forward(const struct plan *p, float *re, float *im)
{
    const float *wave = p->wave;
    int half = p->length / 2;
    int quarter = half / 2;
    transform(p, re, im);
    float dc = re[0];
    re[0] = dc + im[0];
    im[0] = dc - im[0];
    for (int k = 1; k <= quarter; k++) {
        int mirror = half - k;
        float even_r = 0.5f * (re[k] + re[mirror]);
        float even_i = 0.5f * (im[k] - im[mirror]);
        float odd_r = 0.5f * (im[k] + im[mirror]);
        float odd_i = 0.5f * (re[mirror] - re[k]);
        float wr = wave[k], wi = -wave[quarter - k];
        float tr = odd_r * wr - odd_i * wi;
        float ti = odd_r * wi + odd_i * wr;
        re[k] = even_r + tr;
        im[k] = even_i + ti;
        re[mirror] = even_r - tr;
        im[mirror] = ti - even_i;
    }
}

static void advance_one_sample(const struct plan *p, float *re, float *im)
{
    const float *wave = p->wave;
    int half = p->length / 2;
    int quarter = half / 2;
    for (int k = 1; k < half; k++) {
        float wr = k <= quarter ? wave[k] : -wave[half - k];
        float wi = k <= quarter ? wave[quarter - k] : wave[k - quarter];
        float xr = re[k], xi = im[k];
        re[k] = xr * wr - xi * wi;
        im[k] = xr * wi + xi * wr;
    }
}

static void apply_hann(const struct plan *p, float *even, float *odd)
{
    int half = p->length / 2;
    int quarter = half / 2;
    int eighth = quarter / 2;
    even[0] = 0;
    even[eighth] *= 0.5f;
    even[half - eighth] *= 0.5f;
    for (int n = 1; n < quarter; n++) {
        float c = 0.5f * p->wave[n];
        float low = 0.5f - c, high = 0.5f + c;
        int m = n >> 1;
        if ((n & 1) == 0) {
            even[m] *= low;
            even[half - m] *= low;
            even[quarter - m] *= high;
            even[quarter + m] *= high;
        } else {
            odd[m] *= low;
            odd[half - 1 - m] *= low;
            odd[quarter - 1 - m] *= high;
            odd[quarter + m] *= high;
        }
    }
}

static void amplitudes(const float *re, const float *im, float *amplitude, int length)
{
    int half = length / 2;
    float scale = 4.0f / (float)length;
    for (int k = 1; k < half; k++) {
        amplitude[k] = scale * sqrtf(re[k] * re[k] + im[k] * im[k]);
    }

    amplitude[0] = scale * fabsf(re[0]);
    amplitude[half] = scale * fabsf(im[0]);
}

static void statistics(const float *samples, int count, float *result)
{
    float low = samples[0], high = low;
    double sum = 0;
    for (int i = 0; i < count; i++) {
        float x = samples[i];
        sum += x;
        if (x < low) {
            low = x;
        } else if (x > high) {
            high = x;
        }
    }

    double exact = sum / count;
    float mean = (float)exact;
    double sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0;
    for (int i = 0; i < count; i++) {
        float d = samples[i] - mean;
        float square = d * d;
        sum1 += d;
        sum2 += square;
        sum3 += square * d;
        sum4 += square * square;
    }

    double r = sum1 / count, raw2 = sum2 / count, raw3 = sum3 / count;
    double m2 = raw2 - r * r;
    double m3 = raw3 - 3 * r * raw2 + 2 * r * r * r;
    double m4 = sum4 / count - 4 * r * raw3 + 6 * r * r * raw2 - 3 * r * r * r * r;
    double deviation = sqrt(m2);
    float peak = (float)fmax(high - exact, exact - low);
    result[0] = (float)deviation;
    result[1] = peak;
    result[2] = peak / (float)deviation;
    result[3] = (float)(m4 / (m2 * m2));
    result[4] = (float)(m3 / (m2 * deviation));
    result[5] = high - low;
    result[7] = mean;
}

static int first_bin(float hz, double df)
{
    return (int)ceil(hz / df - 1e-4);
}

static float velocity(const struct plan *p, float rate_hz, float low_hz, float high_hz)
{
    double df = (double)rate_hz / p->length;
    int first = first_bin(low_hz, df) > 1 ? first_bin(low_hz, df) : 1;
    int last = (int)floor(high_hz / df + 1e-4);
    last = last < p->length / 2 - 1 ? last : p->length / 2 - 1;
    double sum = 0;
    for (int k = first; k <= last; k++) {
        float v = p->amplitude[k] / (float)k;
        sum += v * v;
    }

    return (float)(sqrt(sum / 3) * 9806.65 / (2 * M_PI * df));
}

// Also the centroid's sums, which the C# class always makes.
static double spectrum(struct plan *p, const float *samples)
{
    split_mean_free(p, samples, p->a, p->b);
    apply_hann(p, p->a, p->b);
    forward(p, p->a, p->b);
    amplitudes(p->a, p->b, p->amplitude, p->length);
    double sum = 0, moment = 0;
    for (int k = 1; k <= p->length / 2; k++) {
        float a = p->amplitude[k];
        sum += a;
        moment += a * (float)k;
    }

    return sum > 0 ? moment / sum : 0;
}

static void bands(const struct plan *p, float rate_hz, float *result)
{
    double highest = rate_hz / 2.56;
    double df = (double)rate_hz / p->length;
    int half = p->length / 2;
    float edges[BANDS + 1];
    for (int i = 0; i <= BANDS; i++) {
        edges[i] = (float)(10.0 * pow(highest / 10.0, (double)i / BANDS));
    }

    int k = first_bin(edges[0], df);
    for (int band = 0; band < BANDS; band++) {
        int end = first_bin(edges[band + 1], df);
        double sum = 0;
        for (; k < end; k++) {
            float a = p->amplitude[k];
            sum += k == 0 || k == half ? 0.5f * a * a : a * a;
        }

        result[band] = (float)(sum / 3);
    }
}

static double magnitude(const float *re, const float *im, float *result, int count)
{
    double sum = 0;
    for (int m = 0; m < count; m++) {
        float a = sqrtf(re[m] * re[m] + im[m] * im[m]);
        result[m] = a;
        sum += a;
    }

    return sum;
}

static float median(float *values, int count)
{
    int middle = count / 2;
    int low = 0, high = count - 1;
    while (low < high) {
        float pivot = values[middle];
        int i = low, j = high;
        while (i <= j) {
            while (values[i] < pivot) {
                i++;
            }

            while (pivot < values[j]) {
                j--;
            }

            if (i <= j) {
                float t = values[i];
                values[i++] = values[j];
                values[j--] = t;
            }
        }

        if (j < middle) {
            low = i;
        }

        if (middle < i) {
            high = j;
        }
    }

    if (count & 1) {
        return values[middle];
    }

    float lower = values[0];
    for (int i = 1; i < middle; i++) {
        lower = values[i] > lower ? values[i] : lower;
    }

    return 0.5f * (lower + values[middle]);
}

static void keep_band(const struct plan *p, float *re, float *im, const struct setting *s)
{
    double df = (double)s->rate_hz / p->length;
    int half = p->length / 2;
    int first = (int)ceil(s->low_hz / df);
    int last = (int)floor(s->high_hz / df);
    first = first < 1 ? 1 : first > half ? half : first;
    last = last > half - 1 ? half - 1 : last;
    memset(re, 0, (size_t)first * sizeof *re);
    memset(im, 0, (size_t)first * sizeof *im);
    if (last + 1 < half) {
        memset(re + last + 1, 0, (size_t)(half - last - 1) * sizeof *re);
        memset(im + last + 1, 0, (size_t)(half - last - 1) * sizeof *im);
    }
}

static float line(const struct plan *p, double df, double hz)
{
    double reach = fmax(0.015 * hz, 1.5 * df);
    int first = (int)ceil((hz - reach) / df);
    int last = (int)floor((hz + reach) / df);
    float largest = 0;
    first = first < 1 ? 1 : first;
    last = last > p->length / 2 ? p->length / 2 : last;
    for (int k = first; k <= last; k++) {
        largest = p->envelope[k] > largest ? p->envelope[k] : largest;
    }

    return largest;
}

// result[0] floor, result[1 + line * 3 + harmonic - 1] ratios.
static void envelope(struct plan *p, const float *samples, const struct setting *s, float *result)
{
    int half = p->length / 2;
    double df = s->rate_hz / (float)p->length;
    float usable = fminf(s->high_hz, s->rate_hz / 2) - fmaxf(s->low_hz, 0);
    split_mean_free(p, samples, p->a, p->b);
    forward(p, p->a, p->b);
    keep_band(p, p->a, p->b, s);
    memcpy(p->c, p->a, (size_t)half * sizeof(float));
    memcpy(p->d, p->b, (size_t)half * sizeof(float));
    inverse(p, p->c, p->d);
    double sum = magnitude(p->c, p->d, p->c, half);
    advance_one_sample(p, p->a, p->b);
    inverse(p, p->a, p->b);
    sum += magnitude(p->a, p->b, p->d, half);
    float mean = (float)(sum / p->length);
    for (int m = 0; m < half; m++) {
        p->c[m] -= mean;
        p->d[m] -= mean;
    }

    apply_hann(p, p->c, p->d);
    forward(p, p->c, p->d);
    amplitudes(p->c, p->d, p->envelope, p->length);
    int first = (int)ceil(5 / df);
    int last = (int)floor(fminf(1000, usable) / df);
    first = first < 1 ? 1 : first;
    last = last > half ? half : last;
    memcpy(p->a, p->envelope + first, (size_t)(last - first + 1) * sizeof(float));
    float floor_level = median(p->a, last - first + 1);
    float lines[5] = { 1, s->orders[0], s->orders[1], 2 * s->orders[2], s->orders[3] };
    result[0] = floor_level;
    for (int i = 0; i < LINES; i++) {
        float hz = (float)(i % 3 + 1) * (lines[i / 3] * s->shaft_hz);
        result[1 + i] = hz > 0 && hz <= usable && floor_level > 0 ? line(p, df, hz) / floor_level : 0;
    }
}

// result: per axis 7 statistics, mean, 16 bands; then floor and 15 ratios.
void features_compute(void *opaque, float **samples, const struct setting *s, float *result)
{
    struct plan *p = opaque;
    float high_hz = fminf(1000, s->rate_hz / 2.56f);
    for (int axis = 0; axis < p->axes; axis++) {
        float *figures = result + axis * PER_AXIS;
        statistics(samples[axis], p->length, figures);
        volatile double centroid = spectrum(p, samples[axis]);
        (void)centroid;
        figures[6] = velocity(p, s->rate_hz, 10, high_hz);
        bands(p, s->rate_hz, figures + STATISTICS + 1);
    }

    if (p->with_envelope) {
        envelope(p, samples[0], s, result + p->axes * PER_AXIS);
    }
}

// Seconds for a number of windows, taken in turn from `count` sets of axes.
double features_time(
    void *opaque, float **sets, int64_t count, const struct setting *s, float *result, int64_t windows)
{
    struct plan *p = opaque;
    struct timespec start;
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int64_t i = 0; i < windows; i++) {
        features_compute(p, sets + i % count * p->axes, s, result);
    }

    clock_gettime(CLOCK_MONOTONIC, &end);
    return (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
}
