/*
 * Runs in a loop and leaves a heartbeat.
 *
 * usage: loop [HEARTBEAT-FILE [SECONDS]]   two minutes unless told otherwise; 0 beats once
 */
#include <stdlib.h>
#include "heartbeat.h"

static volatile int latest;
static void end_of_code(void);

static void first_of_code(void) {}

static int work(int count) {
  int doubled = count * 2; /* @in-work */
  latest = doubled;        /* @after-work */
  return doubled;          /* @return-work */
}

int main(int argc, char **argv) {
  const char *file = argc > 1 ? argv[1] : NULL; /* @main */
  int seconds = argc > 2 ? atoi(argv[2]) : 120;
  long long end = clock_ms() + seconds * 1000LL;
  int count = 0;

  do {
    int doubled = work(++count); /* @call-work */
    heartbeat(file, doubled / 2, first_of_code, end_of_code); /* @beat */
    sleep_ms(20);
  } while (clock_ms() < end);
  return 0; /* @end */
}

static void end_of_code(void) {}
