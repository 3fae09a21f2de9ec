/*
 * Counts, and calls a function for every number.
 *
 * usage: counting [LAST]   20 unless told otherwise; 0 counts until somebody ends it
 * Ends with the number of calls modulo 100.
 */
#include <stdlib.h>
#include "portable.h"

static volatile int calls;

static int visit(int number) {
  int twice = number * 2; /* @visit */
  calls++;                /* @count */
  return twice;           /* @visited */
}

int main(int argc, char **argv) {
  int last = argc > 1 ? atoi(argv[1]) : 20; /* @start */

  for (int number = 1; last == 0 || number <= last; number++) {
    visit(number); /* @call-visit */
    if (last == 0) sleep_ms(1);
  }
  return calls % 100; /* @end */
}
