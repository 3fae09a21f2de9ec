/*
 * Several threads run the same code side by side; main leaves a heartbeat.
 *
 * usage: threads [HEARTBEAT-FILE [SECONDS]]   two minutes unless told otherwise; 0 beats once
 */
#include <stdlib.h>
#include "heartbeat.h"

#define THREADS 3

struct worker {
  int number;
  volatile int rounds;
};

static volatile int done;
static void end_of_code(void);

static void first_of_code(void) {}

static int advance(struct worker *worker) {
  int rounds = worker->rounds + 1; /* @in-advance */
  worker->rounds = rounds;         /* @store */
  return rounds;                   /* @return-advance */
}

THREAD_FUNCTION(run, argument) {
  struct worker *worker = argument;
  while (!done) {
    int rounds = advance(worker); /* @call-advance */
    sleep_ms(5 + rounds % 3);     /* @after-advance */
  }
  return 0;
}

int main(int argc, char **argv) {
  const char *file = argc > 1 ? argv[1] : NULL;
  int seconds = argc > 2 ? atoi(argv[2]) : 120;
  long long end = clock_ms() + seconds * 1000LL;
  struct worker workers[THREADS] = {{1, 0}, {2, 0}, {3, 0}};
  thread_t threads[THREADS];

  for (int i = 0; i < THREADS; i++) threads[i] = start_thread(run, &workers[i]);
  for (int count = 1; count == 1 || clock_ms() < end; count++) {
    heartbeat(file, count, first_of_code, end_of_code); /* @started */
    sleep_ms(20);
  }
  done = 1;
  for (int i = 0; i < THREADS; i++) join_thread(threads[i]);
  return 0; /* @joined */
}

static void end_of_code(void) {}
