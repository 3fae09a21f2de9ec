/* Places to step to. */
#include <stdio.h>

static int one(void) {
  return 1; /* @in-one */
}

static int two(void) {
  return 2; /* @in-two */
}

static int add(int left, int right) {
  int result = left + right; /* @in-add */
  return result;             /* @return-add */
}

static int spread(int a,
                  int b,
                  int c) {
  int result = a
             + b
             * c; /* @spread-end */
  return result;
}

int main(void) {
  int first = 10;                 /* @start */
  int second = 20;                /* @second */
  /* Nothing happens on this line. @comment */
  int sum = add(first, second);   /* @call-add */
  int nested = add(one(), two()); /* @call-nested */
  int wide = spread(first,        /* @call-spread */
                    second,
                    sum);
  sum++; nested++; /* @two-statements */
  printf("%d %d %d\n", sum, nested, wide); /* @print */
  return 0;        /* @return */
} /* @closing */

/* Far below the last line with code. @nowhere */
