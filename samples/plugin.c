/* A library that library.c loads while it runs. */
#ifdef _WIN32
__declspec(dllexport)
#endif
int plugin_answer(int question) {
  int answer = question + 1; /* @in-plugin */
  return answer;
}
