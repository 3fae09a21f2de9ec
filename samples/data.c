/* One of each kind of value. */
#include <stdio.h>

enum colour { RED, GREEN, BLUE };

struct point {
  int x;
  int y;
};

struct shape {
  const char *name;
  struct point corners[4];
  enum colour colour;
  unsigned visible : 1;
  unsigned layer : 4;
  double area;
};

struct node {
  int value;
  struct node *next;
};

union word {
  unsigned number;
  unsigned char bytes[4];
};

int global_counter = 41;

static int sum(const int *numbers, int count) {
  int total = 0; /* @in-sum */
  for (int i = 0; i < count; i++) total += numbers[i];
  return total; /* @return-sum */
}

static int inspect(int first, const char *second) {
  struct point origin = {3, -4};
  struct shape square = {"square", {{0, 0}, {0, 2}, {2, 2}, {2, 0}}, GREEN, 1, 9, 4.0};
  struct node third_node = {30, NULL};
  struct node second_node = {20, &third_node};
  struct node list = {10, &second_node};
  struct point *pointer = &origin;
  struct point *nothing = NULL;
  int small[3] = {7, 8, 9};
  int matrix[2][3] = {{1, 2, 3}, {4, 5, 6}};
  static int large[10000];
  char text[16] = "in an array";
  const char *accents = "gr\xc3\xbc\xc3\x9f";
  union word word = {0x01020304};
  long long big = -1234567890123LL;
  unsigned char byte = 200;
  double ratio = 0.25;
  for (int i = 0; i < 10000; i++) large[i] = i * 2;

  int total = sum(small, 3); /* @all-set */
  global_counter++;
  printf("%d %s %d %d %f %s %s\n", first, second, origin.x, total, ratio, text, accents);
  return (int)big + byte + (int)word.number + matrix[1][2] + list.value + pointer->y +
         (nothing == NULL) + (int)square.area + large[9999];
}

int main(void) {
  int result = inspect(5, "hello"); /* @call-inspect */
  return result == 0;
}
