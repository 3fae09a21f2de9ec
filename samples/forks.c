/* usage: forks [again]   forks, waits for its child, and becomes itself once more; for Linux */
#include <sys/wait.h>
#include <unistd.h>

static int twice(int number) {
  return number * 2; /* @in-twice */
}

int main(int argc, char **argv) {
  if (argc > 1) return 7; /* @again */
  pid_t child = fork();
  int number = twice(21);
  if (child == 0) _exit(number); /* @child */
  int status = 0;
  waitpid(child, &status, 0);
  if (WEXITSTATUS(status) != 42) return 1; /* @waited */
  execl(argv[0], argv[0], "again", (char *)0);
  return 2;
}
