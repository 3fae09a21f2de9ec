/* Reads a line from standard input. Ends with 0 at the end of the input, with 1 for a line. */
#include "portable.h"

int main(void) {
  char line[256] = "";
  printf("Content-Length: 2\r\n\r\n{}");
  fflush(stdout); /* @before-read */
  char *read = fgets(line, sizeof line, stdin);
  printf("%s\n", read == NULL ? "end of input" : line); /* @after-read */
  fflush(stdout);
  return read != NULL;
}
