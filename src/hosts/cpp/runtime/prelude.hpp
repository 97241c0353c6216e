namespace detail {

struct Access;

template <typename T, typename = void>
struct Lift;

template <typename Signature>
using Function = Signature;

#if defined(HOLE_macro_LOAD_AT_RUN_TIME)
[[noreturn]] void not_loaded();

template <typename Signature>
struct Loaded;
template <typename R, typename... Arguments>
struct Loaded<R(Arguments...)> {
  R (*function)(Arguments...) = nullptr;
  R operator()(Arguments... arguments) const {
    if (function == nullptr) not_loaded();
    return function(arguments...);
  }
};
#endif

}  // namespace detail
