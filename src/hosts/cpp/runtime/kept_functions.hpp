template <typename Signature>
class kept_function;

/// A function that Rust keeps: made of any callable, which Rust calls from whatever thread, and
/// destroys. Several threads call it at once if Rust's type says `Sync`. An exception that it
/// throws is a panic with its message in Rust. It comes out of the call that this thread makes, or
/// is printed if the thread is Rust's. An exception of a `fallible` is an `Err` in Rust.
template <typename R, typename... Arguments>
class kept_function<R(Arguments...)> {
  using Call = detail::PackedCall<R, Arguments...>;

 public:
  using Trampoline = typename Call::Trampoline;

  template <typename F, typename = std::enable_if_t<
                            !std::is_same_v<std::decay_t<F>, kept_function> &&
                            std::is_invocable_r_v<typename Call::Value, std::decay_t<F> &,
                                                  Arguments...>>>
  kept_function(F &&callable) : kept_(new KeptOf<std::decay_t<F>>(std::forward<F>(callable))) {}
  kept_function(const kept_function &other) noexcept : kept_(other.kept_) { ++kept_->users; }
  kept_function &operator=(const kept_function &) = delete;
  ~kept_function() { kept_->release(); }

  // For what calls into Rust.
  [[nodiscard]] Trampoline trampoline() const noexcept { return &call; }
  [[nodiscard]] void *data() const noexcept { return kept_; }
  [[nodiscard]] unsigned char (*hold() const noexcept)(void *, const void *) { return &held; }

 private:
  struct Kept {
    Kept() = default;
    Kept(const Kept &) = delete;
    Kept &operator=(const Kept &) = delete;
    virtual ~Kept() = default;
    virtual void run(void *answer, const void *arguments) = 0;

    void release() noexcept {
      if (--users == 0) delete this;
    }

    std::atomic<std::size_t> users{1};
  };

  template <typename F>
  struct KeptOf final : Kept {
    explicit KeptOf(F &&callable) : function(std::move(callable)) {}
    explicit KeptOf(const F &callable) : function(callable) {}
    void run(void *answer, const void *arguments) override {
      Call::run(function, answer, arguments);
    }

    F function;
  };

  // Rust has it now, may call it in any thread, and says by a call without an answer that it is
  // dropped.
  static unsigned char held(void *data, const void *) noexcept {
    ++static_cast<Kept *>(data)->users;
    return 3;
  }

  static bool call(void *data, void *answer, const void *arguments) noexcept {
    auto *const kept = static_cast<Kept *>(data);
    if (answer == nullptr) {
      kept->release();
      return true;
    }
#if HOLE_macro_EXCEPTIONS
    try {
      kept->run(answer, arguments);
    } catch (...) {
      const std::string text = Call::message();
      if constexpr (!detail::Answers<R>::kFails) {
        if (!detail::Inside::keep(std::current_exception(), text))
        std::fprintf(stderr, "HOLE_space: a function that Rust keeps threw an exception: %s\n",
                     text.c_str());
      }
      static_cast<detail::Answer *>(answer)->give(text.data(), text.size());
      return false;
    }
#else
    kept->run(answer, arguments);
#endif
    return true;
  }

  Kept *kept_;
};
