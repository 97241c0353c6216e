inline std::ostream &operator<<(std::ostream &stream, HOLE_object) {
  return stream << to_string(object);
}
