#ifndef PREBIND_CONFORMANCE_TASK_HPP
#define PREBIND_CONFORMANCE_TASK_HPP

#include <exception>

#if defined(__cpp_impl_coroutine)
#include <coroutine>
#endif

#if defined(__cpp_lib_coroutine)
/// A coroutine that runs by itself, and says when it is over.
struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
#endif

#endif  // PREBIND_CONFORMANCE_TASK_HPP
