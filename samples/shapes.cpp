// Classes, references and a template.
#include <cstdio>

class Shape {
 public:
  explicit Shape(int id) : id_(id) {}
  virtual ~Shape() = default;
  virtual int area() const = 0;
  int id() const { return id_; }

 private:
  int id_;
};

class Rectangle : public Shape {
 public:
  Rectangle(int id, int width, int height) : Shape(id), width_(width), height_(height) {}
  int area() const override {
    int result = width_ * height_;  // @in-area
    return result;
  }

 private:
  int width_;
  int height_;
};

template <typename T>
T larger(const T& left, const T& right) {
  return left < right ? right : left;  // @in-larger
}

int main() {
  Rectangle wide(1, 4, 2);
  Rectangle tall(2, 3, 5);
  Shape& shape = tall;
  int first = wide.area();
  int most = larger(first, shape.area());  // @call-larger
  std::printf("%d %d\n", shape.id(), most);  // @print
  return most == 15 ? 0 : 1;
}
