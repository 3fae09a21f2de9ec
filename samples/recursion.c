/* usage: recursion [DEPTH]   calls itself 1000 deep unless told otherwise */
#include <stdio.h>
#include <stdlib.h>

static int descend(int level, int depth) {
  if (level == depth) {
    printf("at the bottom\n"); /* @bottom */
    return 0;
  }
  int below = descend(level + 1, depth); /* @descend */
  return below + 1;
}

int main(int argc, char **argv) {
  int depth = argc > 1 ? atoi(argv[1]) : 1000;
  return descend(1, depth) + 1 == depth ? 0 : 1; /* @call-descend */
}
