namespace detail {

// A call into Rust. What a function that Rust keeps throws meanwhile in this thread comes out of
// the call, if the call fails by that.
class Inside {
 public:
  Inside() noexcept { ++depth_; }
  Inside(const Inside &) = delete;
  Inside &operator=(const Inside &) = delete;
  ~Inside() {
    if (--depth_ == 0 && has_thrown_) thrown() = {};
    has_thrown_ = has_thrown_ && depth_ != 0;
  }

  // Whether there is a call that it can come out of.
  static bool keep(std::exception_ptr exception, const std::string &text) {
    if (depth_ == 0) return false;
    thrown() = {std::move(exception), text};
    has_thrown_ = true;
    return true;
  }

  // What was thrown with this text, or null.
  static std::exception_ptr claim(const std::string &text) {
    if (!has_thrown_ || thrown().text != text) return nullptr;
    return std::exchange(thrown().exception, nullptr);
  }

 private:
  struct Thrown {
    std::exception_ptr exception;
    std::string text;
  };
  static Thrown &thrown() {
    thread_local Thrown last;
    return last;
  }

  static inline thread_local int depth_ = 0;
  static inline thread_local bool has_thrown_ = false;
};

}  // namespace detail
