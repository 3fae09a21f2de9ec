// Functions that are reached through pointers.
#include <cstdio>

static int twice(int number) {  // @twice
  return 2 * number;
}

static int negated(int number) {  // @negated
  return -number;
}

typedef int (*operation)(int);

struct named_operation {
  const char *name;
  operation run;
};

static int global = 5;

static int apply(operation how,  // @declare-how
                 int number) {   // @declare-number
  int (*plain)(int) = how;       // @declare-plain
  int (&direct)(int) = negated;
  operation none = nullptr;
  int *data = &global;
  operation table[] = {twice, negated};
  named_operation chosen = {"twice", how};
  int result = plain(number);  // @declare-result
  result += chosen.run(1) + direct(*data) + table[0](0);  // @all-set
  return none == nullptr ? result : 0;
}

int main() {
  int result = apply(twice, 20);
  std::printf("%d\n", result);
  return result;
}
