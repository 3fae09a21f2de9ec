// Objects whose operators are functions of the program; several threads use them.
#include <cstdlib>
#include "portable.h"

#define THREADS 3

struct Money {
  int cents;
  bool operator==(int other) const { return cents == other; }
  Money operator+(const Money& other) const { return {cents + other.cents}; }
};

struct Purse {
  Money coins[4];
  const Money& operator[](int index) const { return coins[index]; }
};

static volatile int spent;

static void pay(const Purse& purse, int round) {
  Money sum = purse[0] + purse[1];
  spent = spent + sum.cents;  // @in-pay
  spent = spent - round;      // @after-sum
}

static int rounds = 60;

THREAD_FUNCTION(shop, argument) {
  (void)argument;
  for (int round = 0; round < rounds; round++) {
    Purse purse = {{{round}, {2 * round}, {7}, {9}}};
    pay(purse, round);  // @call-pay
  }
  return 0;
}

// usage: operators [ROUNDS]
int main(int argc, char** argv) {
  if (argc > 1) rounds = atoi(argv[1]);
  bool rich = Money{3} == 4;
  thread_t shoppers[THREADS];
  for (thread_t& shopper : shoppers) shopper = start_thread(shop, nullptr);
  for (thread_t& shopper : shoppers) join_thread(shopper);
  return rich ? 1 : 0;  // @joined
}
