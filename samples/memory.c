/*
 * Memory with known contents: a big block, and a page that ends where nothing can be read.
 */
#include <stdlib.h>
#include "portable.h"
#ifndef _WIN32
#include <sys/mman.h>
#endif

#define PAGE 65536
#define BIG (1024 * 1024 + 16)

static unsigned char big[BIG];
static const char fixed[] = "cannot be written";

/* One readable page between two that are not. */
static unsigned char *lonely_page(void) {
#ifdef _WIN32
  unsigned char *three = VirtualAlloc(NULL, 3 * PAGE, MEM_RESERVE, PAGE_NOACCESS);
  return VirtualAlloc(three + PAGE, PAGE, MEM_COMMIT, PAGE_READWRITE);
#else
  unsigned char *three =
      mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  /* A debugger may read what is only protected: nothing may be there at all. */
  munmap(three, PAGE);
  munmap(three + 2 * PAGE, PAGE);
  return three + PAGE;
#endif
}

int main(void) {
  unsigned char *page = lonely_page();
  unsigned char *end = page + PAGE;
  unsigned char small[8] = {1, 2, 3, 4, 5, 6, 7, 8};
  for (int i = 0; i < BIG; i++) big[i] = (unsigned char)(i * 7 + (i >> 8));
  for (int i = 0; i < PAGE; i++) page[i] = (unsigned char)i;

  printf("%d %d %s\n", small[0], end[-1], fixed); /* @ready */
  return small[3]; /* @end */
}
