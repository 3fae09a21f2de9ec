/*
 * A sign of life that can be read from outside, without a debugger.
 *
 * Each beat appends one line to a file: "pid=7 beat=3 ms=150 code=0123abcd". The last number is a
 * checksum of the program's own code: it differs while somebody's breakpoint sits in it.
 */
#ifndef HEARTBEAT_H
#define HEARTBEAT_H

#include "portable.h"

static unsigned checksum(const unsigned char *from, const unsigned char *to) {
  unsigned sum = 2166136261u;
  for (; from < to; from++) sum = (sum ^ *from) * 16777619u;
  return sum;
}

/* Writes one beat; the code that counts lies between the two functions. */
static void heartbeat(const char *file, int beat, void (*first)(void), void (*last)(void)) {
  static long long started;
  if (started == 0) started = clock_ms();
  if (file == NULL) return;
  unsigned code = checksum((const unsigned char *)first, (const unsigned char *)last);
  FILE *out = fopen(file, "ab");
  if (out == NULL) return;
  fprintf(out, "pid=%d beat=%d ms=%lld code=%08x\n", process_id(), beat, clock_ms() - started, code);
  fclose(out);
}

#endif
