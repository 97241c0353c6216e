#if defined(HOLE_macro_LOAD_AT_RUN_TIME)
namespace detail {

inline constexpr std::string_view kNotLoaded =
    HOLE_not_loaded;
inline constexpr auto kLoading = static_cast<std::uint32_t>(FailureKind::loading);
inline RawFailure not_loaded = {kLoading, 0, kNotLoaded.data(), kNotLoaded.size(), "", 0, {}};

template <typename R, typename... Arguments>
R unloaded(Arguments...) {
  if constexpr (std::is_same_v<R, void *>) {
    return &not_loaded;
  } else if constexpr (!std::is_void_v<R>) {
    R returned = {};
    returned.status = &not_loaded;
    return returned;
  }
}

#if defined(_WIN32)
inline void *open_library(const char *path) noexcept { return ::LoadLibraryA(path); }
inline void close_library(void *library) noexcept { ::FreeLibrary(static_cast<HMODULE>(library)); }
inline std::string reason() { return "error " + std::to_string(::GetLastError()); }
inline void *find_symbol(void *library, const char *name) noexcept {
  return reinterpret_cast<void *>(::GetProcAddress(static_cast<HMODULE>(library), name));
}
#else
inline void *open_library(const char *path) noexcept { return ::dlopen(path, RTLD_NOW | RTLD_LOCAL); }
inline void close_library(void *library) noexcept { ::dlclose(library); }
inline std::string reason() { return ::dlerror(); }
inline void *find_symbol(void *library, const char *name) noexcept {
  return ::dlsym(library, name);
}
#endif

// What a library has to have: a symbol, and the item that it belongs to.
class Loading {
 public:
  explicit Loading(void *library) noexcept : library_(library) {}

  template <typename R, typename... Arguments>
  void find(Loaded<R(Arguments...)> &function, const char *symbol, const char *item) {
    void *const found = find(symbol, item);
    function.function = found == nullptr ? &unloaded<R, Arguments...>
                                         : reinterpret_cast<R (*)(Arguments...)>(found);
  }
  void find(const std::uint8_t *&data, const char *symbol, const char *item) {
    data = static_cast<const std::uint8_t *>(find(symbol, item));
  }
  const std::string &missing() const noexcept { return missing_; }

 private:
  void *find(const char *symbol, const char *item) {
    void *const found = library_ == nullptr ? nullptr : find_symbol(library_, symbol);
    if (found == nullptr) missing_ += std::string("\n  ") + item;
    return found;
  }

  void *library_;
  std::string missing_;
};

inline void find_all(Loading &loading) {
HOLE_find
}

inline void *loaded = nullptr;

}  // namespace detail

/// Loads the library from this file, before anything else is called. It stays loaded: to load it
/// once more does nothing, and another one is an error.
inline expected<void, Failure> try_load(const std::string &path) {
  void *const library = detail::open_library(path.c_str());
  if (library == nullptr) {
    return Failure(FailureKind::loading,
                   "the Rust library " + path + " cannot be loaded: " + detail::reason());
  }
  if (detail::loaded != nullptr) {
    detail::close_library(library);
    if (library == detail::loaded) return {};
    return Failure(FailureKind::loading,
                   "the Rust library " + path + HOLE_is_another);
  }
  detail::Loading loading(library);
  detail::find_all(loading);
  std::string missing = loading.missing();
  if (missing.empty()) missing = detail::disagreeing();
  if (!missing.empty()) {
    detail::Loading nothing(nullptr);
    detail::find_all(nothing);
    detail::close_library(library);
    return Failure(FailureKind::loading,
                   "the Rust library " + path + HOLE_different_sources + missing + HOLE_way_out);
  }
  detail::start();
  detail::loaded = library;
  return {};
}

/// As `try_load`, but it throws a `LoadError`.
inline void load(const std::string &path) { detail::unwrap(try_load(path)); }
#else
namespace detail {

// Before the program's own code runs.
inline bool started() {
  const std::string differing = disagreeing();
  if (!differing.empty()) {
    std::fprintf(stderr, "%s%s%s\n", HOLE_linked_different, differing.c_str(), HOLE_way_out);
    std::abort();
  }
  start();
  return true;
}
inline const bool is_started = started();

}  // namespace detail
#endif
