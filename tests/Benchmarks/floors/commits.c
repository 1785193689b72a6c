// Appends to a file and waits for the disk after every write, as a database does at every commit.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

// Fills `seconds` with the time of each of `count` writes; 0 when all went well.
int commits_write(const char *path, int bytes, int count, double *seconds)
{
    int file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    char *data = calloc(1, (size_t)bytes);
    int failed = file < 0 || !data;
    for (int i = 0; i < count && !failed; i++) {
        struct timespec start;
        struct timespec end;
        clock_gettime(CLOCK_MONOTONIC, &start);
        failed = write(file, data, (size_t)bytes) != bytes || fdatasync(file) != 0;
        clock_gettime(CLOCK_MONOTONIC, &end);
        seconds[i] = (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
    }

    free(data);
    if (file >= 0) {
        close(file);
    }

    return failed;
}
