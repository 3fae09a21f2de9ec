// Paints three walls. Of the enumerators, the program names only RED.
#include <cstdint>

enum Colour { RED, GREEN = 5, BLUE };
enum class Shade : std::uint8_t { Dark, Light = 7, Bright = 200 };

namespace paint {

enum Finish { MATT = -3, GLOSS = 40 };
enum class Coat { First = 1, Second };

struct Pot {
  enum State { FULL, OPENED = 10, EMPTY };
  enum class Lid { Open, Shut };

  State state;
  Lid lid;
};

}  // namespace paint

struct Wall {
  int number;
  Colour colour;
  Shade shade;
  paint::Finish finish;
  paint::Coat coat;
  paint::Pot pot;
};

static int coloured;

static void look(Wall *wall) {
  Colour colour = wall->colour;
  if (colour != RED) ++coloured;  // @look
}

int main() {
  const int walls[3][7] = {
      {0, 0, 0, -3, 1, 0, 0},
      {1, 5, 7, 40, 2, 10, 1},
      {2, 6, 200, -3, 2, 11, 1},
  };
  for (const int *numbers : walls) {
    Wall wall;
    wall.number = numbers[0];
    wall.colour = static_cast<Colour>(numbers[1]);  // @start
    wall.shade = static_cast<Shade>(numbers[2]);
    wall.finish = static_cast<paint::Finish>(numbers[3]);
    wall.coat = static_cast<paint::Coat>(numbers[4]);
    wall.pot.state = static_cast<paint::Pot::State>(numbers[5]);
    wall.pot.lid = static_cast<paint::Pot::Lid>(numbers[6]);
    look(&wall);
  }
  return coloured;
}
