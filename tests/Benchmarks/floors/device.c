// Convolutions and depthwise convolutions of a model blob (docs/model-format.md, arithmetic B) as plain loops over the blob itself.
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

enum { HEADER_OPERATORS = 20, HEADER_COUNT = 24, OPERATOR = 96, PARAMETERS = 32, ONE_SCALE = 1, NO_BIAS = 2 };

static int32_t number(const uint8_t *at)
{
    int32_t value;
    memcpy(&value, at, 4);
    return value;
}

static int8_t code(int32_t sum, float scale, const int8_t *o)
{
    int zero = o[5];
    float value = (float)sum * scale;
    float low = (float)(o[6] - zero), high = (float)(o[7] - zero);
    value = value < low ? low : value > high ? high : value;
    return (int8_t)((int)lrintf(value) + zero);
}

static void window(const uint8_t *blob, const uint8_t *op, int8_t *arena)
{
    int p[14];
    for (int i = 0; i < 14; i++) {
        p[i] = number(op + PARAMETERS + 4 * i);
    }

    int depthwise = op[0] == 2, channels = p[2], outputs = p[5];
    const int8_t *input = arena + number(op + 8), zero = (int8_t)op[3];
    int8_t *output = arena + number(op + 16);
    const uint8_t *weights = blob + number(op + 20), *table = blob + number(op + 24);
    const uint8_t *scales = table + (op[1] & NO_BIAS ? 0 : 4 * outputs);
    for (int y = 0; y < p[3]; y++) {
        for (int x = 0; x < p[4]; x++) {
            for (int o = 0; o < outputs; o++) {
                int32_t sum = op[1] & NO_BIAS ? 0 : number(table + 4 * o);
                int from = depthwise ? o * channels / outputs : 0;
                for (int ky = 0; ky < p[6]; ky++) {
                    for (int kx = 0; kx < p[7]; kx++) {
                        int iy = y * p[8] - p[12] + ky * p[10], ix = x * p[9] - p[13] + kx * p[11];
                        int inside = iy >= 0 && iy < p[0] && ix >= 0 && ix < p[1];
                        const int8_t *pixel = input + (iy * p[1] + ix) * channels;
                        int tap = ky * p[7] + kx;
                        if (depthwise) {
                            sum += (int8_t)weights[tap * outputs + o] * (inside ? pixel[from] : zero);
                            continue;
                        }

                        const uint8_t *row = weights + (o * p[6] * p[7] + tap) * channels;
                        for (int c = 0; c < channels; c++) {
                            sum += (row[c] - op[2]) * (inside ? pixel[c] : zero);
                        }
                    }
                }

                float scale;
                memcpy(&scale, scales + (op[1] & ONE_SCALE ? 0 : 4 * o), 4);
                *output++ = code(sum, scale, (const int8_t *)op);
            }
        }
    }
}

void device_run(const uint8_t *blob, int8_t *arena)
{
    const uint8_t *op = blob + number(blob + HEADER_OPERATORS);
    for (int i = number(blob + HEADER_COUNT); i > 0; i--, op += OPERATOR) {
        window(blob, op, arena);
    }
}

// Seconds for a number of runs.
double device_time(const uint8_t *blob, int8_t *arena, int64_t repetitions)
{
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int64_t i = 0; i < repetitions; i++) {
        device_run(blob, arena);
    }

    clock_gettime(CLOCK_MONOTONIC, &end);
    return (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
}
