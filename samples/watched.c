/* Reads and writes variables in a known order. */
#include <stdio.h>

struct pair {
  int left;
  int right;
};

static volatile int counter = 1;
static volatile struct pair pair = {1, 2};
static volatile char bytes[8];
static volatile int others[5];

static int use(void) {
  int before = counter;  /* @read-counter */
  counter = before + 10; /* @write-counter */
  pair.left = 7;         /* @write-left */
  pair.right = 8;        /* @write-right */
  bytes[3] = 'x';        /* @write-bytes */
  for (int i = 0; i < 5; i++) others[i] = i; /* @write-others */
  return counter + pair.left + pair.right;   /* @used */
}

int main(void) {
  int result = use(); /* @start */
  printf("%d %c\n", result, bytes[3]);
  return result; /* @end */
}
