/* Writes through a null pointer. */
#include <stdio.h>

static void poke(int *where) {
  *where = 1; /* @crash */
}

int main(void) {
  poke(NULL); /* @call-poke */
  return 0;
}
