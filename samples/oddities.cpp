// Values that debuggers get wrong.
#include <cstddef>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct tagged {
  int kind;
  union {
    int number;
    float ratio;
    struct {
      short low;
      short high;
    };
  };
};

struct packed {
  unsigned ready : 1;
  int level : 3;
  unsigned long long wide : 40;
};

struct empty {};

struct base {
  virtual ~base() = default;
  int first = 1;
};
struct derived : base {
  int second = 2;
};

static int doubled(int number) { return number * 2; }

int crash() { return *(volatile int *)8; }

static char ten_megabytes[10 * 1024 * 1024];

int endless() {
  for (;;) ten_megabytes[1]++;
}

static int inspect(tagged &reference, const int &constant, int *nothing, packed *bad) {
  int (*function)(int) = doubled;
  int (*none)(int) = nullptr;
  packed bits = {1, -2, 0x123456789aULL};
  empty hollow;
  int grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
  char embedded[8] = {'a', '\0', 'b', '\0', 'c', 0, 0, 0};
  wchar_t wide[4] = L"ü中";
  char16_t sixteen[4] = u"ü中";
  bool yes = true;
  std::nullptr_t null = nullptr;
  int tagged::*member = &tagged::kind;
  derived object;
  base *dynamic = &object;
  void *untyped = &object;
  void **loop = (void **)&loop;
  int &&moved = 3 + constant;
  std::string text = "grüße";
  std::vector<int> numbers = {1, 2, 3};
  std::vector<bool> flags = {true, false};
  std::map<std::string, int> ages = {{"Ann", 1}, {"Bob", 2}};
  std::unique_ptr<int> owned(new int(7));
  auto twice = [&](int number) { return number + constant; };
  int length = reference.kind + 3;
  std::vector<int> million(1000000, 5);
  ten_megabytes[0] = 'x';

  int result = function(twice(length)); /* @odd */
  printf("%d %d %d\n", result, *owned, grid[1][2]);
  return result + moved + (int)numbers.size() + (int)ages.size() + million[9] + (none == nullptr) +
         (nothing == nullptr) + (bad == nullptr) + bits.level + yes + (null == nullptr) +
         (int)text.size() + embedded[2] + wide[0] + sixteen[0] + flags[0] + reference.*member +
         dynamic->first + (untyped == (void *)dynamic) + (loop != nullptr) + (int)sizeof hollow;
}

int main() {
  tagged value = {2, {5}};
  return inspect(value, 4, nullptr, (packed *)8) == 0;
}
