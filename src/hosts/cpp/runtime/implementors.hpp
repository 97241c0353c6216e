namespace detail {

// How C++ calls the methods of a trait, `Methods<Trait>::All`; there is one for each trait.
template <typename Trait>
struct Methods;

// `Name` calls the method of any object that has it. An object that is constant needs no method
// that changes it.
template <typename Name, std::uint32_t number, bool is_changing, bool is_provided, typename R,
          typename... Arguments>
struct Method {
  using Value = typename Answers<R>::Value;
  static constexpr std::uint32_t kNumber = number;
  static constexpr bool kFails = Answers<R>::kFails;
  template <typename F>
  static constexpr bool kHas = std::is_invocable_r_v<Value, Name, F &, Arguments...>;
  template <typename F>
  static constexpr bool kHasEnough =
      is_provided || kHas<F> || (is_changing && std::is_const_v<F>);
  template <typename F>
  static constexpr std::uint64_t kBit = kHas<F> ? std::uint64_t{1} << number : 0;

  template <typename F>
  static void run([[maybe_unused]] F &object, [[maybe_unused]] void *answer,
                  [[maybe_unused]] const void *arguments) {
    if constexpr (kHas<F>) {
      auto bound = [&object](auto &&...each) -> Value {
        return Name()(object, std::forward<decltype(each)>(each)...);
      };
      PackedCall<R, Arguments...>::run(bound, answer, arguments);
    }
  }
};

template <typename... All>
struct MethodList {
  static bool fails(std::uint32_t number) noexcept {
    return ((number == All::kNumber && All::kFails) || ...);
  }

  // What Rust passes begins with the number of the method; the highest one asks which there are.
  template <typename F>
  static void run(F &object, std::uint32_t number, void *answer, const void *arguments) {
    if (number == std::numeric_limits<std::uint32_t>::max()) {
      const std::uint64_t bits = (All::template kBit<F> | ...);
      static_cast<Answer *>(answer)->give(reinterpret_cast<const char *>(&bits), sizeof(bits));
    } else {
      (void)((number == All::kNumber &&
              (All::template run<F>(object, answer, arguments), true)) ||
             ...);
    }
  }
};

template <typename Trait, typename F>
bool call_method(F &object, void *answer, const void *arguments) noexcept {
  using All = typename Methods<Trait>::All;
  PackedReader reader{static_cast<const char *>(arguments)};
  const auto number = reader.read<std::uint32_t>();
#if HOLE_macro_EXCEPTIONS
  try {
    All::run(object, number, answer, reader.at);
  } catch (...) {
    tell_of_exception(answer, All::fails(number));
    return false;
  }
#else
  All::run(object, number, answer, reader.at);
#endif
  return true;
}

// The object that an owner has: itself, or what it points to.
template <typename F>
struct Owned {
  using Type = F;
  static F &of(F &owner) noexcept { return owner; }
};
template <typename F, typename Deleter>
struct Owned<std::unique_ptr<F, Deleter>> {
  using Type = F;
  static F &of(const std::unique_ptr<F, Deleter> &owner) noexcept { return *owner; }
};
template <typename F>
struct Owned<std::shared_ptr<F>> {
  using Type = F;
  static F &of(const std::shared_ptr<F> &owner) noexcept { return *owner; }
};

// A constant Trait calls no method that changes the object.
template <typename Trait, typename F>
using ObjectFor = std::conditional_t<std::is_const_v<Trait>, const F, F>;

template <typename Trait, typename Owner>
struct KeptObject final : Kept {
  using Object = ObjectFor<Trait, typename Owned<Owner>::Type>;

  explicit KeptObject(Owner &&from) : owner(std::move(from)) {}
  explicit KeptObject(const Owner &from) : owner(from) {}
  bool run(void *answer, const void *arguments) noexcept override {
    Object &object = Owned<Owner>::of(owner);
    return call_method<std::remove_const_t<Trait>>(object, answer, arguments);
  }

  Owner owner;
};

}  // namespace detail

/// Any object that has the methods of a trait: Rust calls them during one call. What a method
/// throws is an `Err`, if Rust's returns a `Result`; else it comes out of the call, as with
/// functions that Rust calls.
template <typename Trait>
class implementor_ref {
 public:
  using Trampoline = bool (*)(void *, void *, const void *);

  template <typename F, typename = std::enable_if_t<
                            !std::is_same_v<std::decay_t<F>, implementor_ref>>>
  implementor_ref(F &&object) noexcept
      : object_(const_cast<void *>(static_cast<const void *>(std::addressof(object)))),
        trampoline_(&call<ObjectOf<F>>) {
    detail::Methods<std::remove_const_t<Trait>>::template check<ObjectOf<F>>();
  }

  // For what calls into Rust.
  [[nodiscard]] Trampoline trampoline() const noexcept { return trampoline_; }
  [[nodiscard]] void *data() const noexcept { return object_; }
  [[nodiscard]] unsigned char (*hold() const noexcept)(void *, const void *) { return &held; }

 private:
  template <typename F>
  using ObjectOf = detail::ObjectFor<Trait, std::remove_reference_t<F>>;

  static unsigned char held(void *, const void *) noexcept { return 3; }

  template <typename F>
  static bool call(void *data, void *answer, const void *arguments) noexcept {
    if (answer == nullptr) return true;
    return detail::call_method<std::remove_const_t<Trait>>(*static_cast<F *>(data), answer,
                                                           arguments);
  }

  void *object_;
  Trampoline trampoline_;
};

/// Any object that has the methods of a trait, or a `std::unique_ptr` or `std::shared_ptr` of one:
/// Rust keeps it, calls the methods in any thread, in several at once if its type says `Sync`, and
/// destroys it. What a method throws is treated as that of a `kept_function`.
template <typename Trait>
class implementor : public detail::KeptHandle {
 public:
  template <typename F, typename = std::enable_if_t<
                            !std::is_base_of_v<KeptHandle, std::decay_t<F>>>>
  implementor(F &&object)
      : KeptHandle(new detail::KeptObject<Trait, std::decay_t<F>>(std::forward<F>(object))) {
    using Object = typename detail::KeptObject<Trait, std::decay_t<F>>::Object;
    detail::Methods<std::remove_const_t<Trait>>::template check<Object>();
  }
};
