/* The little that Linux and Windows do differently. */
#ifndef PORTABLE_H
#define PORTABLE_H

#include <stdio.h>

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

static void sleep_ms(int ms) { Sleep((DWORD)ms); }
static long long clock_ms(void) { return (long long)GetTickCount64(); }
static int process_id(void) { return (int)GetCurrentProcessId(); }

typedef HANDLE thread_t;
#define THREAD_FUNCTION(name, argument) static DWORD WINAPI name(void *argument)
#define start_thread(function, argument) CreateThread(NULL, 0, function, argument, 0, NULL)
#define join_thread(thread) WaitForSingleObject(thread, INFINITE)
#else
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static void sleep_ms(int ms) {
  struct timespec time = {ms / 1000, (ms % 1000) * 1000000L};
  nanosleep(&time, NULL);
}
static long long clock_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}
static int process_id(void) { return (int)getpid(); }

typedef pthread_t thread_t;
#define THREAD_FUNCTION(name, argument) static void *name(void *argument)
static pthread_t start_thread(void *(*function)(void *), void *argument) {
  pthread_t thread;
  pthread_create(&thread, NULL, function, argument);
  return thread;
}
#define join_thread(thread) pthread_join(thread, NULL)
#endif

#endif
