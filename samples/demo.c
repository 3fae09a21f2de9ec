/*
 * A little shop: adds up the same basket again and again.
 *
 * usage: demo [SECONDS]   runs for 20 seconds; 0 runs until somebody ends it
 */
#include <stdlib.h>
#include "portable.h"

struct customer {
  const char *name;
  int visits;
  struct customer *friend_of;
};

struct item {
  const char *name;
  double price;
  int count;
};

static double price_of(const struct item *item) {
  double price = item->price * item->count;
  return price; /* @price */
}

static double total_of(const struct item *basket, int count) {
  double total = 0;
  for (int i = 0; i < count; i++) {
    total += price_of(&basket[i]); /* @add */
  }
  return total; /* @total */
}

int main(int argc, char **argv) {
  int seconds = argc > 1 ? atoi(argv[1]) : 20;
  struct customer grace = {"Grace", 0, NULL};
  struct customer ada = {"Ada", 0, &grace};
  struct item basket[3] = {{"apple", 0.5, 6}, {"bread", 2.75, 1}, {"coffee", 4.2, 2}};
  long long end = clock_ms() + seconds * 1000LL;

  while (seconds == 0 || clock_ms() < end) {
    ada.visits++; /* @visit */
    double total = total_of(basket, 3);
    printf("%s pays %.2f on visit %d\n", ada.name, total, ada.visits); /* @pay */
    fflush(stdout);
    sleep_ms(500);
  }
  return 0;
}
