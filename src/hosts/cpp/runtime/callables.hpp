template <typename Signature>
class function_ref;

/// A function that Rust calls during one call: made of any callable, to which it refers. An
/// exception that it throws comes out of the call when Rust has unwound.
template <typename R, typename... Arguments>
class function_ref<R(Arguments...)> {
 public:
  using Trampoline = bool (*)(void *, R *, Arguments...);

  template <typename F, typename = std::enable_if_t<
                            !std::is_same_v<std::decay_t<F>, function_ref> &&
                            std::is_invocable_r_v<R, F &, Arguments...>>>
  function_ref(F &&callable) noexcept {
    using Callable = std::remove_reference_t<F>;
    if constexpr (std::is_function_v<Callable>) {
      target_.function = reinterpret_cast<void (*)()>(&callable);
    } else {
      target_.object = const_cast<void *>(static_cast<const void *>(std::addressof(callable)));
    }
    trampoline_ = &call<Callable>;
  }

  // For what calls into Rust.
  [[nodiscard]] Trampoline trampoline() const noexcept { return trampoline_; }
  [[nodiscard]] void *data() noexcept { return this; }
  [[nodiscard]] const std::exception_ptr &thrown() const noexcept { return thrown_; }

 private:
  template <typename Callable>
  static bool call(void *data, R *result, Arguments... arguments) noexcept {
    auto &self = *static_cast<function_ref *>(data);
#if HOLE_macro_EXCEPTIONS
    try {
      self.template invoke<Callable>(result, arguments...);
    } catch (...) {
      self.thrown_ = std::current_exception();
      return false;
    }
#else
    self.template invoke<Callable>(result, arguments...);
#endif
    return true;
  }

  template <typename Callable>
  void invoke(R *result, Arguments... arguments) {
    if constexpr (std::is_function_v<Callable>) {
      store(result, reinterpret_cast<Callable *>(target_.function), arguments...);
    } else {
      store(result, *static_cast<Callable *>(target_.object), arguments...);
    }
  }

  template <typename F>
  static void store([[maybe_unused]] R *result, F &&callable, Arguments... arguments) {
    if constexpr (std::is_void_v<R>) {
      callable(arguments...);
    } else {
      *result = callable(arguments...);
    }
  }

  union {
    void *object;
    void (*function)();
  } target_;
  Trampoline trampoline_;
  std::exception_ptr thrown_;
};
