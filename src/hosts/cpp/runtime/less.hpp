[[nodiscard]] inline bool operator<(HOLE_object, HOLE_other) {
  return detail::unwrap(try_less(object, other));
}
[[nodiscard]] inline bool operator>(HOLE_object, HOLE_other) { return other < object; }
