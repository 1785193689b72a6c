// The arithmetic of firmware/Features/Vision in plain C: one pass for blocks, histogram, profiles and edges, then the
// background model and the shift of both profiles. Same algorithms, same order, the same whole numbers.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    COLUMNS = 16, ROWS = 12, BLOCKS = 192, CELLS = 48, BINS = 32, REACH = 16, SHIFTS = 33, LEARN = 8, ONE = 1024,
    SMALLEST_CHANGE = 64, SMALLEST_VARIANCE = 16, LARGEST_VARIANCE = 1024 * 1024
};

struct profile {
    int length, across;
    int *reference, *current;
    int reference_size, current_size, confidence;
    int costs[SHIFTS];
};

struct plan {
    int width, height, learned, changed, has_reference;
    int x[COLUMNS + 1], y[ROWS + 1], cx[9], cy[7];
    int sums[BLOCKS], edges[CELLS], levels[256], means[BLOCKS];
    int *column_sums, *row_sums;
    uint8_t *above;
    int known[BLOCKS], variance[BLOCKS], ratios[BLOCKS];
    uint8_t change[BLOCKS / 8];
    struct profile across, down;
};

static void borders(int *at, int parts, int length)
{
    for (int k = 0; k <= parts; k++) {
        at[k] = k * length / parts;
    }
}

static void profile_open(struct profile *p, int length, int across)
{
    p->length = length - 2;
    p->across = across;
    p->reference = calloc(length, sizeof(int));
    p->current = calloc(length, sizeof(int));
}

void *vision_open(int width, int height)
{
    struct plan *p = calloc(1, sizeof *p);
    p->width = width;
    p->height = height;
    borders(p->x, COLUMNS, width);
    borders(p->y, ROWS, height);
    borders(p->cx, 8, width);
    borders(p->cy, 6, height);
    p->column_sums = calloc(width, sizeof(int));
    p->row_sums = calloc(height, sizeof(int));
    p->above = calloc(width, 1);
    profile_open(&p->across, width, height);
    profile_open(&p->down, height, width);
    return p;
}

static void add_grey(struct plan *p, const uint8_t *row, int y, int at)
{
    int row_sum = 0, x = 0;
    for (int block = 0; block < COLUMNS; block++) {
        int sum = 0;
        for (; x < p->x[block + 1]; x++) {
            int pixel = row[x];
            sum += pixel;
            p->levels[pixel]++;
            p->column_sums[x] += pixel;
        }

        p->sums[at + block] += sum;
        row_sum += sum;
    }

    p->row_sums[y] = row_sum;
}

static void add_edges(struct plan *p, const uint8_t *row, int y, int at)
{
    int left = row[0], x = 0;
    if (y == 0) {
        memcpy(p->above, row, p->width);
    }

    for (int cell = 0; cell < 8; cell++) {
        int count = 0;
        for (; x < p->cx[cell + 1]; x++) {
            int pixel = row[x];
            int a = abs(pixel - left), d = abs(pixel - p->above[x]);
            left = pixel;
            count += a + d >= 24;
        }

        p->edges[at + cell] += count;
    }

    memcpy(p->above, row, p->width);
}

static int floor_root(int value)
{
    int root = 0, bit = 1 << 30;
    while (bit > value) {
        bit >>= 2;
    }

    while (bit != 0) {
        int trial = root + bit;
        root >>= 1;
        if (value >= trial) {
            value -= trial;
            root += bit;
        }

        bit >>= 2;
    }

    return root;
}

static void scan(struct plan *p, const uint8_t *picture, int *result)
{
    int block_row = 0, cell_row = 0, pixels = p->width * p->height;
    int bins[BINS] = { 0 };
    int64_t sum = 0;
    memset(p->sums, 0, sizeof p->sums);
    memset(p->edges, 0, sizeof p->edges);
    memset(p->levels, 0, sizeof p->levels);
    memset(p->column_sums, 0, p->width * sizeof(int));
    for (int y = 0; y < p->height; y++) {
        block_row += y == p->y[block_row + 1];
        cell_row += y == p->cy[cell_row + 1];
        add_grey(p, picture + y * p->width, y, block_row * COLUMNS);
        add_edges(p, picture + y * p->width, y, cell_row * 8);
    }

    for (int b = 0; b < BLOCKS; b++) {
        int n = (p->y[b / 16 + 1] - p->y[b / 16]) * (p->x[b % 16 + 1] - p->x[b % 16]);
        result[b] = p->means[b] = (int)((32LL * p->sums[b] + n) / (2 * n));
    }

    for (int level = 0; level < 256; level++) {
        bins[level >> 3] += p->levels[level];
        sum += (int64_t)level * p->levels[level];
    }

    for (int bin = 0; bin < BINS; bin++) {
        result[BLOCKS + CELLS + bin] = (floor_root((int)(4LL * 255 * 255 * bins[bin] / pixels)) + 1) >> 1;
    }

    for (int c = 0; c < CELLS; c++) {
        int n = (p->cy[c / 8 + 1] - p->cy[c / 8]) * (p->cx[c % 8 + 1] - p->cx[c % 8]);
        result[BLOCKS + c] = (2 * 255 * p->edges[c] + n) / (2 * n);
    }

    result[BLOCKS + CELLS + BINS] = (int)(256 * sum / pixels);
}

static int median(int *values, int count)
{
    int middle = count / 2, low = 0, high = count - 1;
    while (low < high) {
        int pivot = values[middle], i = low, j = high;
        while (i <= j) {
            while (values[i] < pivot) {
                i++;
            }

            while (pivot < values[j]) {
                j--;
            }

            if (i <= j) {
                int t = values[i];
                values[i++] = values[j];
                values[j--] = t;
            }
        }

        low = j < middle ? i : low;
        high = middle < i ? j : high;
    }

    return values[middle];
}

static int find_gain(struct plan *p)
{
    int count = 0;
    for (int b = 0; b < BLOCKS; b++) {
        int known = p->known[b] >> 8;
        if (known >= 8 * 16) {
            p->ratios[count++] = p->means[b] * ONE / known;
        }
    }

    int gain = count < BLOCKS / 8 ? ONE : median(p->ratios, count);
    return gain < ONE / 8 ? ONE / 8 : gain > ONE * 8 ? ONE * 8 : gain;
}

static int limit(int variance)
{
    return variance < SMALLEST_VARIANCE ? SMALLEST_VARIANCE : variance > LARGEST_VARIANCE ? LARGEST_VARIANCE : variance;
}

static void background(struct plan *p)
{
    int gain = p->learned == 0 ? ONE : find_gain(p);
    int smallest = gain < ONE ? SMALLEST_CHANGE * ONE / gain : SMALLEST_CHANGE;
    memset(p->change, 0, sizeof p->change);
    p->changed = 0;
    int learning = p->learned < LEARN;
    p->learned += learning;
    for (int b = 0; b < BLOCKS; b++) {
        int value = p->means[b] * ONE / gain;
        if (learning && p->learned == 1) {
            p->known[b] = value << 8;
            p->variance[b] = SMALLEST_VARIANCE;
            continue;
        }

        int difference = value - (p->known[b] >> 8);
        if (learning) {
            p->known[b] += (difference << 8) / p->learned;
            p->variance[b] = limit(p->variance[b] + (difference * difference - p->variance[b]) / p->learned);
            continue;
        }

        int size = abs(difference), v = p->variance[b];
        if (size >= smallest && size * size >= 16 * v) {
            p->change[b >> 3] |= (uint8_t)(1 << (b & 7));
            p->changed++;
            p->known[b] += ((value << 8) - p->known[b]) >> 9;
            continue;
        }

        p->known[b] += ((value << 8) - p->known[b]) >> 5;
        p->variance[b] = limit(v + ((difference * difference - v) >> 5));
    }
}

static int slopes(const struct profile *p, const int *sums, int *result)
{
    int size = 0;
    for (int i = 0; i < p->length; i++) {
        result[i] = 16 * (sums[i + 2] - sums[i]) / p->across;
        size += abs(result[i]);
    }

    return size;
}

static int find(struct profile *p, const int *sums)
{
    p->current_size = slopes(p, sums, p->current);
    p->confidence = 0;
    if (p->current_size > 0) {
        int gain = (int)((int64_t)p->reference_size * 1024 / p->current_size);
        for (int i = 0; i < p->length; i++) {
            p->current[i] = (int)((int64_t)p->current[i] * gain >> 10);
        }
    }

    int best = 0;
    for (int s = -REACH; s <= REACH; s++) {
        int sum = 0;
        for (int i = REACH; i < p->length - REACH; i++) {
            sum += abs(p->reference[i] - p->current[i + s]);
        }

        p->costs[s + REACH] = sum;
        best = sum < p->costs[best] ? s + REACH : best;
    }

    int least = 4 * p->length;
    if (p->reference_size < least || p->current_size < least) {
        return 0;
    }

    if (best == 0 || best == SHIFTS - 1) {
        return (best - REACH) * 16;
    }

    int second = INT32_MAX;
    for (int i = 0; i < SHIFTS; i++) {
        second = (i < best - 2 || i > best + 2) && p->costs[i] < second ? p->costs[i] : second;
    }

    p->confidence = second == 0 ? 0 : (int)(255LL * (second - p->costs[best]) / second);
    int before = p->costs[best - 1] - p->costs[best], after = p->costs[best + 1] - p->costs[best];
    int larger = before > after ? before : after;
    return (best - REACH) * 16 + (larger == 0 ? 0 : (before - after) * 8 / larger);
}

// result: 192 means, 48 edges, 32 bins, light, changed blocks, shift x, y, confidence.
void vision_compute(void *opaque, const uint8_t *picture, int *result)
{
    struct plan *p = opaque;
    int *rest = result + BLOCKS + CELLS + BINS + 1;
    scan(p, picture, result);
    background(p);
    rest[0] = p->changed;
    rest[1] = rest[2] = rest[3] = 0;
    if (!p->has_reference) {
        p->across.reference_size = slopes(&p->across, p->column_sums, p->across.reference);
        p->down.reference_size = slopes(&p->down, p->row_sums, p->down.reference);
        p->has_reference = 1;
    }

    rest[1] = find(&p->across, p->column_sums);
    rest[2] = find(&p->down, p->row_sums);
    rest[3] = p->across.confidence < p->down.confidence ? p->across.confidence : p->down.confidence;
}

// Seconds for a number of pictures, taken in turn from `count`.
double vision_time(void *opaque, const uint8_t **pictures, int64_t count, int *result, int64_t repetitions)
{
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int64_t i = 0; i < repetitions; i++) {
        vision_compute(opaque, pictures[i % count], result);
    }

    clock_gettime(CLOCK_MONOTONIC, &end);
    return (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
}
