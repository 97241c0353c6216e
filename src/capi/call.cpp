#include "capi/call.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstring>
#include <exception>
#include <initializer_list>

#include <fmt/format.h>

#include "engine/json.h"
#include "util/json_text.h"
#include "util/path.h"
#include "util/quote.h"

namespace prebind::capi {
namespace {

namespace fs = std::filesystem;

void write_line(std::string_view line) {
  const std::string text = quote::terminal(line, /*keep_colors=*/true) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
}

engine::Context context_for(const Request& request) {
  engine::Context context = {
      .environment = Environment::of_process(), .program = {}, .on_message = write_line};
  if (request.log != nullptr) {
    context.on_message = [log = request.log, data = request.data](std::string_view line) {
      log(data, quote::terminal(line, /*keep_colors=*/true).c_str());
    };
    context.on_progress = context.on_message;
  }
  return context;
}

/// The file that this code is in: the library, or a program that it is linked into.
fs::path own_file() {
  Dl_info info = {};
  if (::dladdr(reinterpret_cast<const void*>(&prebind_version), &info) == 0) return {};
  return real_path(info.dli_fname);
}

Answer answer_of(const Request& request, const Work& work) {
  try {
    engine::Context context = context_for(request);
    Options options(request.options);
    options.take("color", context.color);
    options.take("program", context.program);
    return work(options, context);
  } catch (const std::exception& problem) {
    return failed(Error{.message = fmt::format("libprebind failed: {}", problem.what()),
                        .help = "free some memory if it is short; otherwise report this as a bug"});
  }
}

}  // namespace

Answer answer(const nlohmann::ordered_json& object, int status) {
  return {status, json_text(object)};
}

Answer failed(const engine::Failure& failure) {
  const Error first = failure.errors.empty() ? Error{failure.summary} : failure.errors.front();
  nlohmann::ordered_json object = {{"error",
                                    {{"message", first.message},
                                     {"place", first.where},
                                     {"help", first.help},
                                     {"text", engine::render(failure, /*color=*/false)}}}};
  object.update(engine::to_json(failure));
  return answer(object, PREBIND_FAILED);
}

Answer failed(const Error& error) {
  return failed(engine::failure_of(error));
}

Answer wrong_usage(const Error& error) {
  Answer result = failed(error);
  result.status = PREBIND_USAGE;
  return result;
}

int serve(const Request& request, const Work& work) noexcept {
  if (request.result != nullptr) *request.result = nullptr;
  try {
    const Answer done = answer_of(request, work);
    if (request.result != nullptr) *request.result = ::strdup(done.json.c_str());
    return done.status;
  } catch (...) {
    // Not even the answer could be made: the status is all there is.
    return PREBIND_FAILED;
  }
}

Result<void> find_program(engine::Context& context) {
  if (!context.program.empty()) {
    if (is_executable_file(context.program)) {
      context.program = absolute_path(context.program);
      return {};
    }
    return fail(fmt::format("`{}` is not a program", context.program.string()), "",
                "correct the option `program`, or remove it");
  }
  const fs::path library = own_file();
  const fs::path folder = library.parent_path();
  // In `lib`, in `lib/x86_64-linux-gnu`, or in `bin` itself.
  for (const fs::path& place : {folder / "../bin/prebind", folder / "../../bin/prebind"}) {
    if (!is_executable_file(place)) continue;
    context.program = absolute_path(place);
    return {};
  }
  return fail("the program `prebind`, which the macros in crates start, was not found",
              library.string(),
              "install it as `../bin/prebind` from the library's folder, or name it with the "
              "option `program`");
}

}  // namespace prebind::capi
