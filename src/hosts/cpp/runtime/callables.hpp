namespace detail {

// Refers to any callable, and has what it threw.
class CallableRef {
 public:
  [[nodiscard]] const std::exception_ptr &thrown() const noexcept { return thrown_; }

 protected:
  template <typename F>
  explicit CallableRef(F &callable) noexcept {
    if constexpr (std::is_function_v<F>) {
      target_.function = reinterpret_cast<void (*)()>(&callable);
    } else {
      target_.object = const_cast<void *>(static_cast<const void *>(std::addressof(callable)));
    }
  }

  template <typename F>
  F &target() const noexcept {
    if constexpr (std::is_function_v<F>) {
      return *reinterpret_cast<F *>(target_.function);
    } else {
      return *static_cast<F *>(target_.object);
    }
  }

  std::exception_ptr thrown_;

 private:
  union {
    void *object;
    void (*function)();
  } target_;
};

}  // namespace detail

template <typename Signature>
class function_ref;

/// A function that Rust calls during one call: made of any callable, to which it refers. An
/// exception that it throws comes out of the call when Rust has unwound.
template <typename R, typename... Arguments>
class function_ref<R(Arguments...)> : public detail::CallableRef {
 public:
  using Trampoline = bool (*)(void *, R *, Arguments...);

  template <typename F, typename = std::enable_if_t<
                            !std::is_same_v<std::decay_t<F>, function_ref> &&
                            std::is_invocable_r_v<R, F &, Arguments...>>>
  function_ref(F &&callable) noexcept
      : CallableRef(callable), trampoline_(&call<std::remove_reference_t<F>>) {}

  // For what calls into Rust.
  [[nodiscard]] Trampoline trampoline() const noexcept { return trampoline_; }
  [[nodiscard]] void *data() noexcept { return this; }

 private:
  template <typename F>
  static bool call(void *data, R *result, Arguments... arguments) noexcept {
    auto &self = *static_cast<function_ref *>(data);
#if HOLE_macro_EXCEPTIONS
    try {
      store(result, self.template target<F>(), arguments...);
    } catch (...) {
      self.thrown_ = std::current_exception();
      return false;
    }
#else
    store(result, self.template target<F>(), arguments...);
#endif
    return true;
  }

  template <typename F>
  static void store([[maybe_unused]] R *result, F &callable, Arguments... arguments) {
    if constexpr (std::is_void_v<R>) {
      callable(arguments...);
    } else {
      *result = callable(arguments...);
    }
  }

  Trampoline trampoline_;
};
