#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
#define HOLE_macro_EXCEPTIONS 1
#else
#define HOLE_macro_EXCEPTIONS 0
#endif

#if defined(__GNUC__)
#define HOLE_macro_COLD __attribute__((cold, noinline))
#else
#define HOLE_macro_COLD
#endif

// Functions of the library: they are linked, or found by `load` when the program runs.
#if defined(HOLE_macro_LOAD_AT_RUN_TIME)
#define HOLE_macro_FUNCTION(name, ...) inline detail::Loaded<__VA_ARGS__> name
#define HOLE_macro_STATIC(name) inline const std::uint8_t *name = nullptr
#elif defined(_WIN32)
#define HOLE_macro_FUNCTION(name, ...) \
  extern "C" __declspec(dllimport) detail::Function<__VA_ARGS__> name
#define HOLE_macro_STATIC(name) extern "C" __declspec(dllimport) const std::uint8_t name[]
#else
#define HOLE_macro_FUNCTION(name, ...) extern "C" detail::Function<__VA_ARGS__> name
#define HOLE_macro_STATIC(name) extern "C" const std::uint8_t name[]
#endif
