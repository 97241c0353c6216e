class HOLE_deprecatedHOLE_type {
 public:
HOLE_members
  HOLE_type(HOLE_type &&other) noexcept
      : prebind_handle_(std::exchange(other.prebind_handle_, nullptr)) {}
  HOLE_type &operator=(HOLE_type &&other) noexcept {
    if (this != &other) {
      prebind_reset();
      prebind_handle_ = std::exchange(other.prebind_handle_, nullptr);
    }
    return *this;
  }
  ~HOLE_type() { prebind_reset(); }

  /// Whether there is an object: not after it was moved, or Rust took it.
  explicit operator bool() const noexcept { return prebind_handle_ != nullptr; }

 private:
  friend struct detail::Access;

  HOLE_type(detail::Adopted, void *handle) noexcept : prebind_handle_(handle) {}
  void prebind_reset() noexcept {
    void *const handle = std::exchange(prebind_handle_, nullptr);
    if (handle != nullptr) detail::released(glue::HOLE_release(handle));
  }

  void *prebind_handle_;
};
