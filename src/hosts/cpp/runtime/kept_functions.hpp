namespace detail {

// What Rust keeps of C++, and calls in any thread.
struct Kept {
  Kept() = default;
  Kept(const Kept &) = delete;
  Kept &operator=(const Kept &) = delete;
  virtual ~Kept() = default;
  virtual bool run(void *answer, const void *arguments) noexcept = 0;

  void release() noexcept {
    if (--users == 0) delete this;
  }

  std::atomic<std::size_t> users{1};
};

#if HOLE_macro_EXCEPTIONS
// Gives Rust the message of the exception that is handled.
inline void tell_of_exception(void *answer, bool is_error) {
  std::string text;
  try {
    throw;
  } catch (const std::exception &exception) {
    text = exception.what();
  } catch (...) {
    text = kNoMessage;
  }
  if (!is_error && !Inside::keep(std::current_exception(), text)) {
    std::fprintf(stderr, "HOLE_space: a function that Rust called in its own thread threw: %s\n",
                 text.c_str());
  }
  static_cast<Answer *>(answer)->give(text.data(), text.size());
}
#endif

class KeptHandle {
 public:
  using Trampoline = bool (*)(void *, void *, const void *);

  KeptHandle(const KeptHandle &other) noexcept : kept_(other.kept_) { ++kept_->users; }
  KeptHandle &operator=(const KeptHandle &) = delete;
  ~KeptHandle() { kept_->release(); }

  // For what calls into Rust.
  [[nodiscard]] Trampoline trampoline() const noexcept { return &call; }
  [[nodiscard]] void *data() const noexcept { return kept_; }
  [[nodiscard]] unsigned char (*hold() const noexcept)(void *, const void *) { return &held; }

 protected:
  explicit KeptHandle(Kept *kept) noexcept : kept_(kept) {}

 private:
  // Rust has it now, may call it in any thread, and says by a call without an answer that it is
  // dropped.
  static unsigned char held(void *data, const void *) noexcept {
    ++static_cast<Kept *>(data)->users;
    return 3;
  }

  static bool call(void *data, void *answer, const void *arguments) noexcept {
    auto *const kept = static_cast<Kept *>(data);
    if (answer != nullptr) return kept->run(answer, arguments);
    kept->release();
    return true;
  }

  Kept *kept_;
};

template <typename F, typename R, typename... Arguments>
struct KeptFunction final : Kept {
  explicit KeptFunction(F &&callable) : function(std::move(callable)) {}
  explicit KeptFunction(const F &callable) : function(callable) {}

  bool run(void *answer, const void *arguments) noexcept override {
#if HOLE_macro_EXCEPTIONS
    try {
      PackedCall<R, Arguments...>::run(function, answer, arguments);
    } catch (...) {
      tell_of_exception(answer, Answers<R>::kFails);
      return false;
    }
#else
    PackedCall<R, Arguments...>::run(function, answer, arguments);
#endif
    return true;
  }

  F function;
};

}  // namespace detail

template <typename Signature>
class kept_function;

/// A function that Rust keeps: made of any callable, which Rust calls from whatever thread, and
/// destroys. Several threads call it at once if Rust's type says `Sync`. An exception that it
/// throws is a panic with its message in Rust. It comes out of the call that this thread makes, or
/// is printed if the thread is Rust's. An exception of a `fallible` is an `Err` in Rust.
template <typename R, typename... Arguments>
class kept_function<R(Arguments...)> : public detail::KeptHandle {
 public:
  template <typename F, typename = std::enable_if_t<
                            !std::is_same_v<std::decay_t<F>, kept_function> &&
                            std::is_invocable_r_v<typename detail::Answers<R>::Value,
                                                  std::decay_t<F> &, Arguments...>>>
  kept_function(F &&callable)
      : KeptHandle(new detail::KeptFunction<std::decay_t<F>, R, Arguments...>(
            std::forward<F>(callable))) {}
};
