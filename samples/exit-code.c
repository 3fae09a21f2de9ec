/* usage: exit-code [CODE]   ends at once, with this exit code */
#include <stdlib.h>

int main(int argc, char **argv) {
  int code = argc > 1 ? atoi(argv[1]) : 0;
  return code; /* @return */
}
