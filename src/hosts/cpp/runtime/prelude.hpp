namespace detail {

struct Access;

template <typename T, typename = void>
struct Lift;

template <typename Signature>
using Function = Signature;

#if defined(HOLE_macro_LOAD_AT_RUN_TIME)
// What stands for each function until the library is loaded.
template <typename R, typename... Arguments>
R unloaded(Arguments...);

template <typename Signature>
struct Loaded;
template <typename R, typename... Arguments>
struct Loaded<R(Arguments...)> {
  R (*function)(Arguments...) = &unloaded<R, Arguments...>;
  R operator()(Arguments... arguments) const { return function(arguments...); }
};
#endif

}  // namespace detail
