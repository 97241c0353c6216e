#if __has_include(<version>)
#include <version>
#endif
#if defined(__cpp_lib_coroutine)
#include <coroutine>
#endif
#if defined(__cpp_lib_jthread)
#include <stop_token>
#endif
