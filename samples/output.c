/* Writes to both outputs: plain text, text beyond ASCII, and more than one pipe takes at a time. */
#include "portable.h"

int main(void) {
  printf("to stdout: gr\xc3\xbc\xc3\x9f \xe4\xb8\xad \xf0\x9f\x98\x80\n");
  fflush(stdout);
  fprintf(stderr, "to stderr: na\xc3\xafve\n");
  fflush(stderr);
  for (int line = 0; line < 2000; line++) {
    printf("%04d \xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\n", line);
  }
#ifdef _WIN32
  OutputDebugStringW(L"to the debugger: gr\x00fc\x00df\n");
#endif
  printf("without a line end"); /* @last */
  return 3;
}
