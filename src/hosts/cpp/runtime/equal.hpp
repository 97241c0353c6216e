[[nodiscard]] inline bool operator==(HOLE_object, HOLE_other) {
  return detail::unwrap(try_equal(object, other));
}
[[nodiscard]] inline bool operator!=(HOLE_object, HOLE_other) { return !(object == other); }
