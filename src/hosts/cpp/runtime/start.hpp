namespace detail {

// What differs between this header and the library: items, each in a line.
inline std::string disagreeing() {
  std::string items;
HOLE_agreement
  return items;
}

inline void start() {
HOLE_start
}

}  // namespace detail
