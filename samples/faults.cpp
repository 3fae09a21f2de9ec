// Runs into trouble of different kinds.
//
// usage: faults KIND
//   caught    throws and catches three times; ends with 33
//   uncaught  throws what nobody catches
//   divide    divides by zero
//   poke      writes to address 16
//   handled   raises a signal (Windows: exception e0001234) ten times and handles it; ends with 10
#include <cstdio>
#include <cstring>
#include <stdexcept>
#ifdef _WIN32
#include <windows.h>
#else
#include <csignal>
#endif

static volatile int zero = 0;
static volatile int handled = 0;

static void fail(const char *text) {
  throw std::runtime_error(text);  // @throw
}

static int caught() {
  int count = 0;
  for (int round = 0; round < 3; round++) {
    try {
      fail("caught on purpose");
    } catch (const std::exception &error) {
      count += std::strlen(error.what()) > 0 ? 1 : 0;  // @catch
    }
  }
  return count;
}

static int divide(int number) {
  return number / zero;  // @divide
}

static int poke(volatile int *where) {
  *where = 1;  // @poke
  return *where;
}

#ifdef _WIN32
static LONG WINAPI handle(EXCEPTION_POINTERS *fault) {
  if (fault->ExceptionRecord->ExceptionCode != 0xe0001234) return EXCEPTION_CONTINUE_SEARCH;
  handled = handled + 1;
  return EXCEPTION_CONTINUE_EXECUTION;
}
static void listen() { AddVectoredExceptionHandler(1, handle); }
static void trouble() { RaiseException(0xe0001234, 0, 0, nullptr); }
#else
static void handle(int) { handled = handled + 1; }
static void listen() { std::signal(SIGUSR1, handle); }
static void trouble() { std::raise(SIGUSR1); }
#endif

static int raise_and_handle() {
  listen();
  for (int round = 0; round < 10; round++) trouble();  // @raise
  return handled;
}

// Not in main, whose frame hangs on rbp with MinGW: Wine 8 loses that register where a debugged
// program catches.
static int run(const char *kind) {
  if (std::strcmp(kind, "uncaught") == 0) fail("nobody catches this");  // @call-fail
  if (std::strcmp(kind, "divide") == 0) return divide(7);
  if (std::strcmp(kind, "poke") == 0) return poke(reinterpret_cast<int *>(16));
  if (std::strcmp(kind, "handled") == 0) return raise_and_handle();
  return caught() * 11;
}

int main(int argc, char **argv) {
  const char *kind = argc > 1 ? argv[1] : "caught";  // @main
  return run(kind);
}
