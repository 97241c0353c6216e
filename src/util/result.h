#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace prebind {

/// Why a piece of work failed, in words for the person who asked for it.
///
/// `message` says what is wrong and names the thing; one line, lower-case first letter, no full
/// stop. `where` is the place: a path, `path:line:column`, a command line; empty where the message
/// says it. `help` is the way out: what to change or to run; empty only where nothing can be done.
struct Error {
  std::string message;
  std::string where = {};
  std::string help = {};

  bool operator==(const Error&) const = default;
};

/// The value, or the reason why there is none. Nothing of ours throws across a part's boundary.
template <typename T>
using Result = tl::expected<T, Error>;

/// `return fail("no such crate", path, "name the folder that holds Cargo.toml");`
inline tl::unexpected<Error> fail(std::string message, std::string where = {},
                                  std::string help = {}) {
  return tl::make_unexpected(Error{std::move(message), std::move(where), std::move(help)});
}

inline tl::unexpected<Error> fail(Error error) {
  return tl::make_unexpected(std::move(error));
}

}  // namespace prebind

#define PREBIND_CONCATENATE_(a, b) a##b
#define PREBIND_CONCATENATE(a, b) PREBIND_CONCATENATE_(a, b)

/// `PREBIND_TRY(text, read_file(path));` declares `text`, or returns the error to the caller.
#define PREBIND_TRY(variable, expression) \
  PREBIND_TRY_(PREBIND_CONCATENATE(prebind_result_, __LINE__), variable, expression)
#define PREBIND_TRY_(result, variable, expression)                \
  auto result = (expression);                                     \
  if (!result) return ::prebind::fail(std::move(result).error()); \
  auto variable = std::move(*result)

/// `PREBIND_CHECK(remove(path));` for a `Result<void>`, or one whose value is not wanted.
#define PREBIND_CHECK(expression) \
  PREBIND_CHECK_(PREBIND_CONCATENATE(prebind_result_, __LINE__), expression)
#define PREBIND_CHECK_(result, expression) \
  if (auto result = (expression); !result) return ::prebind::fail(std::move(result).error())
