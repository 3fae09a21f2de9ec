/* Variables that every thread has of its own. */
#include "portable.h"

static _Thread_local int own = 7;
static _Thread_local struct {
  int number;
  const char *name;
} role = {1, "main"};

static volatile int done;

THREAD_FUNCTION(work, argument) {
  own += *(int *)argument;
  role.number = own;
  role.name = "worker";
  done = 1; /* @in-worker */
  return 0;
}

int main(void) {
  int more = 5;
  own = 1;
  thread_t thread = start_thread(work, &more);
  join_thread(thread);
  return done + own; /* @end */
}
