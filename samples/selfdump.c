/*
 * Windows: crashes, and writes a dump of itself with all of its memory, as programs do that report
 * their crashes.
 *
 * usage: selfdump DUMP-FILE   ends with 3 when the dump was written
 */
#include <stdlib.h>
#ifdef _WIN32
#include <windows.h>
#include <dbghelp.h>

struct node {
  int value;
  struct node *next;
};

static struct node *list;
static int counter = 41;
static const char *file;

typedef BOOL(WINAPI *write_dump)(HANDLE, DWORD, HANDLE, MINIDUMP_TYPE,
                                 PMINIDUMP_EXCEPTION_INFORMATION,
                                 PMINIDUMP_USER_STREAM_INFORMATION,
                                 PMINIDUMP_CALLBACK_INFORMATION);

static LONG WINAPI report(EXCEPTION_POINTERS *fault) {
  MINIDUMP_EXCEPTION_INFORMATION about = {GetCurrentThreadId(), fault, FALSE};
  HMODULE library = LoadLibraryA("dbghelp.dll");
  write_dump write = (write_dump)(void *)GetProcAddress(library, "MiniDumpWriteDump");
  HANDLE dump = CreateFileA(file, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
  BOOL written = write(GetCurrentProcess(), GetCurrentProcessId(), dump, MiniDumpWithFullMemory,
                       &about, NULL, NULL);
  CloseHandle(dump);
  ExitProcess(written ? 3 : 4);
}

static int fail(int *where, int more) {
  counter += more;
  *where = counter; /* @crash */
  return *where;
}

int main(int argc, char **argv) {
  file = argc > 1 ? argv[1] : "self.dmp";
  list = malloc(sizeof *list);
  list->value = 7;
  list->next = NULL;
  SetUnhandledExceptionFilter(report);
  return fail(NULL, 1);
}
#else
int main(void) { return EXIT_FAILURE; }
#endif
