/* usage: library PLUGIN   loads the library and returns what it answers to 41 */
#include "portable.h"
#ifndef _WIN32
#include <dlfcn.h>
#endif

typedef int (*answer_t)(int);

static answer_t load(const char *file) {
#ifdef _WIN32
  HMODULE module = LoadLibraryA(file);
  return module == NULL ? NULL : (answer_t)(void *)GetProcAddress(module, "plugin_answer");
#else
  void *module = dlopen(file, RTLD_NOW);
  return module == NULL ? NULL : (answer_t)dlsym(module, "plugin_answer");
#endif
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  answer_t answer = load(argv[1]); /* @before-load */
  if (answer == NULL) return 1;
  return answer(41); /* @call-plugin */
}
