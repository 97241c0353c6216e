// C++: classes, exceptions, templates, static constructors, thread-local variables.
namespace shapes {

struct Shape {
  virtual ~Shape() {}
  virtual double area() const = 0;
  virtual const char* name() const { return "shape"; }
};

struct Square : Shape {
  explicit Square(double side) : side(side) {}
  double area() const override { return side * side; }
  const char* name() const override { return "square"; }
  double side;
};

struct Circle final : Shape {
  double radius = 1;
  double area() const override { return 3.14159265358979 * radius * radius; }
};

template <typename T>
T largest(const T* first, const T* last) {
  T best = *first;
  while (++first != last)
    if (best < *first) best = *first;
  return best;
}

template int largest(const int*, const int*);
template double largest(const double*, const double*);

extern double measure(const Shape&);
extern void log(const char*);

Square unit(measure(Circle()));
inline int calls = 0;
static int next() {
  return ++calls;
}
int first_call = next();

struct Scope {
  ~Scope() { log("left"); }
};

#ifdef WITH_EXCEPTIONS
double careful(const Shape& shape, int depth) {
  Scope scope;
  try {
    if (depth > 3) throw depth;
    return measure(shape) + careful(shape, depth + 1);
  } catch (int d) {
    log("int");
    return d;
  } catch (...) {
    log(shape.name());
    throw;
  }
}
#endif

int once() {
  static Square square(measure(unit));
  return (int)square.area();
}

#ifdef WITH_THREADS
thread_local int depth = 5;
thread_local Square local(2);
double enter() {
  return ++depth * local.area();
}
#endif

}  // namespace shapes
