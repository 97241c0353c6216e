/// As what a function of C++ returns to Rust: a T, or an exception, which is an `Err` in Rust.
template <typename T>
struct fallible;

namespace detail {

template <typename R>
struct Answers {
  using Value = R;
  static constexpr bool kFails = false;
};
template <typename T>
struct Answers<fallible<T>> {
  using Value = T;
  static constexpr bool kFails = true;
};

// Rust's place for what a function of C++ returns.
struct Answer {
  void (*take)(Answer *, const char *bytes, std::size_t length);

  void give(const char *bytes, std::size_t length) { take(this, length == 0 ? "" : bytes, length); }
};

// Calls a function with what Rust packed, and gives Rust what it returns.
template <typename R, typename... Arguments>
struct PackedCall {
  using Value = typename Answers<R>::Value;
  using Trampoline = bool (*)(void *, void *, const void *);

  template <typename F>
  static void run(F &function, void *answer, const void *arguments) {
    PackedReader reader{static_cast<const char *>(arguments)};
    (void)reader;
    std::tuple<Arguments...> values{Packing<Arguments>::read(reader)...};
    if constexpr (std::is_void_v<Value>) {
      std::apply(function, std::move(values));
    } else {
      const Value result = std::apply(function, std::move(values));
      PackedBytes bytes;
      Packing<Value>::write(bytes, result);
      static_cast<Answer *>(answer)->give(bytes.data(), bytes.size());
    }
  }
};

inline constexpr const char *kNoMessage = "an exception that is no std::exception";

}  // namespace detail

template <typename Signature>
class packed_function_ref;

/// A `function_ref` that Rust passes more than numbers, or that returns more. What it gets is its
/// own.
template <typename R, typename... Arguments>
class packed_function_ref<R(Arguments...)> : public detail::CallableRef {
  using Call = detail::PackedCall<R, Arguments...>;

 public:
  using Trampoline = typename Call::Trampoline;

  template <typename F, typename = std::enable_if_t<
                            !std::is_same_v<std::decay_t<F>, packed_function_ref> &&
                            std::is_invocable_r_v<typename Call::Value, F &, Arguments...>>>
  packed_function_ref(F &&callable) noexcept
      : CallableRef(callable), trampoline_(&call<std::remove_reference_t<F>>) {}

  // For what calls into Rust.
  [[nodiscard]] Trampoline trampoline() const noexcept { return trampoline_; }
  [[nodiscard]] void *data() noexcept { return this; }

 private:
  template <typename F>
  static bool call(void *data, void *answer, const void *arguments) noexcept {
    auto &self = *static_cast<packed_function_ref *>(data);
#if HOLE_macro_EXCEPTIONS
    try {
      Call::run(self.template target<F>(), answer, arguments);
    } catch (const std::exception &exception) {
      return self.failed(answer, exception.what());
    } catch (...) {
      return self.failed(answer, detail::kNoMessage);
    }
#else
    Call::run(self.template target<F>(), answer, arguments);
#endif
    return true;
  }

  // What is no `Err` comes out of the call.
  bool failed([[maybe_unused]] void *answer, [[maybe_unused]] const char *text) {
    if constexpr (detail::Answers<R>::kFails) {
      static_cast<detail::Answer *>(answer)->give(text, std::strlen(text));
    } else {
      this->thrown_ = std::current_exception();
    }
    return false;
  }

  Trampoline trampoline_;
};
