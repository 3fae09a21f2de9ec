/*
 * Raises a signal (Windows: exception e0001234) in every round, handles it, and leaves a heartbeat.
 *
 * usage: signals [HEARTBEAT-FILE [SECONDS]]   two minutes unless told otherwise; 0 beats once
 */
#include <stdlib.h>
#include "heartbeat.h"
#ifndef _WIN32
#include <signal.h>
#endif

static volatile int handled;
static void end_of_code(void);

static void first_of_code(void) {}

#ifdef _WIN32
static LONG WINAPI handle(EXCEPTION_POINTERS *fault) {
  if (fault->ExceptionRecord->ExceptionCode != 0xe0001234) return EXCEPTION_CONTINUE_SEARCH;
  handled++;
  return EXCEPTION_CONTINUE_EXECUTION;
}
static void listen_to_trouble(void) { AddVectoredExceptionHandler(1, handle); }
static void trouble(void) { RaiseException(0xe0001234, 0, 0, NULL); }
#else
static void handle(int number) { handled += number > 0; }
static void listen_to_trouble(void) { signal(SIGUSR1, handle); }
static void trouble(void) { raise(SIGUSR1); }
#endif

int main(int argc, char **argv) {
  const char *file = argc > 1 ? argv[1] : NULL; /* @main */
  int seconds = argc > 2 ? atoi(argv[2]) : 120;
  long long end = clock_ms() + seconds * 1000LL;

  listen_to_trouble();
  do {
    int before = handled;
    trouble(); /* @trouble */
    if (handled != before + 1) return 1; /* @handled */
    heartbeat(file, handled, first_of_code, end_of_code);
    sleep_ms(20);
  } while (clock_ms() < end);
  return 0;
}

static void end_of_code(void) {}
