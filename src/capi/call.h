#pragma once

#include <functional>
#include <string>

#include <prebind.h>
#include <nlohmann/json.hpp>

#include "capi/options.h"
#include "engine/context.h"
#include "engine/diagnostic.h"
#include "util/result.h"

namespace prebind::capi {

/// What a caller gave to one of the functions.
struct Request {
  const char* options;
  prebind_log log;
  void* data;
  char** result;
};

/// What becomes of it.
struct Answer {
  int status = PREBIND_DONE;
  std::string json;
};

Answer answer(const nlohmann::ordered_json& object, int status = PREBIND_DONE);
Answer failed(const engine::Failure& failure);
Answer failed(const Error& error);
Answer wrong_usage(const Error& error);

/// Takes the options that it knows, and then does the work, if `options.problem()` is nothing.
using Work = std::function<Answer(Options& options, engine::Context& context)>;

/// Does the work for a caller: hands the answer over, and lets no exception out.
int serve(const Request& request, const Work& work) noexcept;

/// The context's `program`, if none was given: the one that this library is installed with.
Result<void> find_program(engine::Context& context);

}  // namespace prebind::capi
