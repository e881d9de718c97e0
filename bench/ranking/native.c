// Rows of eight bits times a vector, by AVX-512 VNNI: four rows at once, one reduction each. Compiled and run by native-kernel.ts.
// native FILE ROWS COLUMNS PASSES: reads codes, sums, scales, the vector and the step; writes the scores as they stand in memory to the standard
// output where PASSES is 0, else the nanoseconds of CPU of one pass.
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static float finish(__m512i sum, int32_t codes, float scale, float step) {
  float score = (float)(_mm512_reduce_add_epi32(sum) - 64 * codes) * scale;
  return score * step;
}

__attribute__((noinline)) static void score(const int8_t *rows, int columns, const int32_t *sums, const float *scales, int count,
                                            const uint8_t *vector, float step, float *out) {
  for (int row = 0; row < count; row += 4) {
    __m512i a = _mm512_setzero_si512(), b = a, c = a, d = a;
    for (int n = 0; n < columns; n += 64) {
      __m512i u = _mm512_loadu_si512(vector + n);
      a = _mm512_dpbusd_epi32(a, u, _mm512_loadu_si512(rows + n));
      b = _mm512_dpbusd_epi32(b, u, _mm512_loadu_si512(rows + columns + n));
      c = _mm512_dpbusd_epi32(c, u, _mm512_loadu_si512(rows + 2 * columns + n));
      d = _mm512_dpbusd_epi32(d, u, _mm512_loadu_si512(rows + 3 * columns + n));
    }
    out[row] = finish(a, sums[row], scales[row], step);
    out[row + 1] = finish(b, sums[row + 1], scales[row + 1], step);
    out[row + 2] = finish(c, sums[row + 2], scales[row + 2], step);
    out[row + 3] = finish(d, sums[row + 3], scales[row + 3], step);
    rows += 4 * columns;
  }
}

static void *column(size_t bytes) {
  void *memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (memory == NULL) exit(1);
  return memory;
}

static void *read_column(FILE *file, size_t bytes) {
  void *memory = column(bytes);
  if (fread(memory, 1, bytes, file) != bytes) exit(1);
  return memory;
}

int main(int count_of_arguments, char **arguments) {
  if (count_of_arguments != 5) return 1;
  FILE *file = fopen(arguments[1], "rb");
  if (file == NULL) return 1;
  int count = atoi(arguments[2]), columns = atoi(arguments[3]), passes = atoi(arguments[4]);
  int8_t *rows = read_column(file, (size_t)count * columns);
  int32_t *sums = read_column(file, 4 * (size_t)count);
  float *scales = read_column(file, 4 * (size_t)count);
  uint8_t *vector = read_column(file, columns);
  float *step = read_column(file, 4), *out = column(4 * (size_t)count);
  score(rows, columns, sums, scales, count, vector, *step, out);
  if (passes == 0) return fwrite(out, 4, count, stdout) == (size_t)count ? 0 : 1;
  struct timespec before, after;
  for (int pass = 0; pass < passes / 4; pass++) score(rows, columns, sums, scales, count, vector, *step, out);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
  for (int pass = 0; pass < passes; pass++) score(rows, columns, sums, scales, count, vector, *step, out);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
  printf("%.0f\n", ((after.tv_sec - before.tv_sec) * 1e9 + (after.tv_nsec - before.tv_nsec)) / passes);
  return 0;
}
