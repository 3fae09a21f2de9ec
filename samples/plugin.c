/* A library that library.c loads while it runs. */
static int loads;

/* Runs before the call that loads the library returns. */
__attribute__((constructor)) static void on_load(void) {
  int before = loads; /* @on-load */
  loads = before + 1;
}

#ifdef _WIN32
__declspec(dllexport)
#endif
int plugin_answer(int question) {
  int answer = question + loads; /* @in-plugin */
  return answer;
}
