/* Functions that are inlined; this program is built with optimisation. */
static volatile int noted;

__attribute__((noinline)) static void note(int number) {
  noted = number; /* @in-note */
}

static inline __attribute__((always_inline)) int square(int number) {
  note(number); /* @in-square */
  return number * number;
}

static inline __attribute__((always_inline)) int squares(int first, int second) {
  int sum = square(first); /* @first-square */
  sum += square(second);   /* @second-square */
  return sum;
}

__attribute__((noinline)) static int outer(int number) {
  note(1);                               /* @before */
  int sum = squares(number, number + 1); /* @call-squares */
  note(2);                               /* @after */
  return sum;
}

int main(int argc, char **argv) {
  int sum = outer(argc + 2); /* @call-outer */
  note(sum);                 /* @print */
  return argv[0] && sum == 25 ? 0 : 1;
}
