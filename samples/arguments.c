/*
 * Writes down how it was started, as UTF-8.
 *
 * usage: arguments REPORT-FILE [ARGUMENT...]
 *
 * Lines: "arg=..." for each argument, "cwd=...", "env=..." for the variables PSDAP_A to PSDAP_C
 * ("env=PSDAP_A:unset" for one that is not there), then "end".
 */
#include <stdlib.h>
#include "portable.h"

#ifdef _WIN32
#include <shellapi.h>

static char *utf8(const wchar_t *wide) {
  int size = WideCharToMultiByte(CP_UTF8, 0, wide, -1, NULL, 0, NULL, NULL);
  char *text = malloc((size_t)size);
  WideCharToMultiByte(CP_UTF8, 0, wide, -1, text, size, NULL, NULL);
  return text;
}

static char **arguments_of(int *count) {
  wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), count);
  char **all = malloc(sizeof(char *) * (size_t)*count);
  for (int i = 0; i < *count; i++) all[i] = utf8(wide[i]);
  return all;
}

static char *folder(void) {
  static wchar_t wide[4096];
  GetCurrentDirectoryW(4096, wide);
  return utf8(wide);
}

static char *variable(const char *name) {
  static wchar_t key[64], value[4096];
  MultiByteToWideChar(CP_UTF8, 0, name, -1, key, 64);
  return GetEnvironmentVariableW(key, value, 4096) == 0 ? NULL : utf8(value);
}
#else
static char *folder(void) {
  static char path[4096];
  return getcwd(path, sizeof path);
}

static char *variable(const char *name) { return getenv(name); }
#endif

int main(int argc, char **argv) {
  if (argc < 2) return 2; /* @start */
  FILE *report = fopen(argv[1], "wb");
  if (report == NULL) return 1;
#ifdef _WIN32
  argv = arguments_of(&argc);
#endif
  for (int i = 2; i < argc; i++) fprintf(report, "arg=%s\n", argv[i]);
  fprintf(report, "cwd=%s\n", folder());
  const char *names[] = {"PSDAP_A", "PSDAP_B", "PSDAP_C"};
  for (int i = 0; i < 3; i++) {
    const char *value = variable(names[i]);
    fprintf(report, "env=%s:%s\n", names[i], value == NULL ? "unset" : value);
  }
  fprintf(report, "end\n");
  fclose(report);
  return 0;
}
