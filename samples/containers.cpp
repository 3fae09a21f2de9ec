// Containers of a program's own, which containers.natvis makes readable.
#include <cstddef>
#include <cstdio>

namespace lab {

template <typename T>
struct Vector {
  T* first;
  std::size_t count;
  std::size_t room;
};

struct Node {
  int value;
  Node* next;
};

struct List {
  Node* head;
  int size;
};

template <typename T>
struct Ring {
  T* data;
  std::size_t start;
  std::size_t count;
  std::size_t room;
};

struct Point {
  double x;
  double y;
};

struct Drawing {
  int layer;
  Point origin;
  Vector<int> ids;
};

struct Sorted : Vector<int> {
  bool ascending;
};

struct Plain {
  int number;
  Point point;
};

}  // namespace lab

int main() {
  static int many[250];
  for (int index = 0; index < 250; index++) many[index] = 10 * index;
  lab::Point corners[] = {{0, 0}, {1.5, -2}};
  lab::Node third{30, nullptr}, second{20, &third}, first{10, &second};
  lab::Vector<int> numbers{many, 250, 256};
  lab::Vector<lab::Point> points{corners, 2, 2};
  lab::List list{&first, 3};
  lab::List nothing{nullptr, 0};
  lab::Ring<int> ring{many, 3, 4, 5};
  lab::Drawing drawing{255, {3, 4}, {many, 2, 2}};
  lab::Sorted sorted{};
  sorted.count = 3;
  lab::Plain plain{7, {5, 6}};
  lab::List* pointer = &list;
  std::printf("%d\n", pointer->size + plain.number + (int)sorted.count);  // @all-set
  return numbers.count + points.count + ring.count + nothing.size + drawing.layer == 511 ? 0 : 1;
}
