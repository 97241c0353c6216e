namespace detail {

// What a method that is `async` in Rust comes to: in C++ it may wait itself, or return a future.
template <typename T>
T settled(T value) {
  return value;
}
template <typename T>
T settled(Future<T> future) {
  return future.get();
}

}  // namespace detail
