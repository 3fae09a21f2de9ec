/* Variables that are called like commands of a debugger. */
#include <stdio.h>

int main(void) {
  int p = 1, t = 2, g = 3, q = 4, a = 5, k = 6, n = 7, s = 8, c = 9;
  int next = 10, step = 11, run = 12, kill = 13, quit = 14, detach = 15, list = 16;
  printf("%d\n", p + t + g + q + a + k + n + s + c); /* @set */
  return next + step + run + kill + quit + detach + list; /* @end */
}
