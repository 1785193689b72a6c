// ONNX Runtime through its C API in a plain loop. No headers of it are needed: the function table is called by slot
// (onnxruntime_c_api.h only ever appends to it), as in gateway/OnnxRuntime/Native/OrtSlot.cs.
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    API_VERSION = 15, GET_ERROR_MESSAGE = 2, CREATE_ENV = 3, CREATE_SESSION = 7, RUN = 9, CREATE_SESSION_OPTIONS = 10,
    SET_OPTIMIZATION_LEVEL = 23, SET_INTRA_THREADS = 24, SET_INTER_THREADS = 25, CREATE_TENSOR = 49, CREATE_CPU_MEMORY_INFO = 69
};

typedef void *(*set_option)(void *, int);
typedef void *(*run_model)(
    void *, void *, const char *const *, void *const *, size_t, const char *const *, size_t, void **);

struct floor {
    void **api;
    void *session;
    const char *names[2];
    void *values[2];
};

static int failed(struct floor *floor, void *status)
{
    if (status) {
        fprintf(stderr, "inference.c: %s\n", ((const char *(*)(void *))floor->api[GET_ERROR_MESSAGE])(status));
    }

    return status != NULL;
}

static void *tensor(struct floor *floor, void *memory, float *data, int64_t rows, int64_t columns)
{
    typedef void *(*create)(void *, void *, size_t, const int64_t *, size_t, int, void **);
    int64_t shape[2] = { rows, columns };
    void *value = NULL;
    failed(floor, ((create)floor->api[CREATE_TENSOR])(
        memory, data, (size_t)(rows * columns) * sizeof(float), shape, 2, 1, &value));
    return value;
}

static int open_session(struct floor *floor, const char *model)
{
    void **api = floor->api;
    void *environment = NULL;
    void *options = NULL;
    return failed(floor, ((void *(*)(int, const char *, void **))api[CREATE_ENV])(3, "floor", &environment))
        || failed(floor, ((void *(*)(void **))api[CREATE_SESSION_OPTIONS])(&options))
        || failed(floor, ((set_option)api[SET_INTRA_THREADS])(options, 1))
        || failed(floor, ((set_option)api[SET_INTER_THREADS])(options, 1))
        || failed(floor, ((set_option)api[SET_OPTIMIZATION_LEVEL])(options, 99))
        || failed(floor, ((void *(*)(void *, const char *, void *, void **))api[CREATE_SESSION])(
            environment, model, options, &floor->session));
}

// NULL when it fails. The names and buffers must stay where they are.
void *inference_open(
    const char *library, const char *model, const char *input, const char *output,
    float *in, float *out, const int64_t *shape)
{
    struct floor *floor = calloc(1, sizeof *floor);
    void *memory = NULL;
    void *handle = dlopen(library, RTLD_NOW);
    void *entry = handle ? dlsym(handle, "OrtGetApiBase") : NULL;
    if (!entry) {
        fprintf(stderr, "inference.c: %s\n", dlerror());
        return NULL;
    }

    void **base = ((void **(*)(void))entry)();
    floor->api = ((void **(*)(uint32_t))base[0])(API_VERSION);
    if (!floor->api || open_session(floor, model)
        || failed(floor, ((void *(*)(int, int, void **))floor->api[CREATE_CPU_MEMORY_INFO])(0, 0, &memory))) {
        return NULL;
    }

    floor->names[0] = input;
    floor->names[1] = output;
    floor->values[0] = tensor(floor, memory, in, shape[0], shape[1]);
    floor->values[1] = tensor(floor, memory, out, shape[0], shape[2]);
    return floor->values[0] && floor->values[1] ? floor : NULL;
}

// Seconds for a number of runs; negative when one fails.
double inference_time(void *opaque, int64_t runs)
{
    struct floor *floor = opaque;
    run_model run = (run_model)floor->api[RUN];
    struct timespec start;
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int64_t i = 0; i < runs; i++) {
        if (failed(floor, run(
                floor->session, NULL, &floor->names[0], &floor->values[0], 1, &floor->names[1], 1, &floor->values[1]))) {
            return -1;
        }
    }

    clock_gettime(CLOCK_MONOTONIC, &end);
    return (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
}
