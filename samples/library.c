/* usage: library PLUGIN   loads the library, unloads it, and returns what it answered to 41 */
#include "portable.h"
#ifndef _WIN32
#include <dlfcn.h>
#endif

typedef int (*answer_t)(int);

static void *load(const char *file) {
#ifdef _WIN32
  return (void *)LoadLibraryA(file);
#else
  return dlopen(file, RTLD_NOW);
#endif
}

static answer_t find(void *module) {
#ifdef _WIN32
  return (answer_t)(void *)GetProcAddress((HMODULE)module, "plugin_answer");
#else
  return (answer_t)dlsym(module, "plugin_answer");
#endif
}

static void unload(void *module) {
#ifdef _WIN32
  FreeLibrary((HMODULE)module);
#else
  dlclose(module);
#endif
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  void *module = load(argv[1]); /* @before-load */
  if (module == NULL) return 1;
  int answer = find(module)(41); /* @call-plugin */
  unload(module);                /* @unload */
  return answer;                 /* @unloaded */
}
