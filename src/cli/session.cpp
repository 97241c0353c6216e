#include "cli/session.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/json.h"
#include "util/json_text.h"
#include "util/path.h"
#include "util/quote.h"
#include "util/system_error.h"

namespace prebind::cli {
namespace {

constexpr std::size_t kNarrowest = 40, kUsual = 80, kWidest = 100;

/// https://no-color.org, https://bixense.com/clicolors, then cargo's own switch, then whether a
/// person is looking.
bool wants_color(const Environment& environment, std::FILE* stream) {
  if (environment.get_nonempty("NO_COLOR")) return false;
  if (environment.get("CLICOLOR_FORCE").value_or("0") != "0") return true;
  const std::string choice = environment.get("CARGO_TERM_COLOR").value_or("auto");
  if (choice == "always") return true;
  if (choice == "never") return false;
  return ::isatty(::fileno(stream)) == 1 && environment.get("TERM").value_or("dumb") != "dumb";
}

void write(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

}  // namespace

Session::Session(Environment environment, std::FILE* output, std::FILE* errors)
    : environment_(std::move(environment)),
      output_(output),
      errors_(errors),
      color_output_(wants_color(environment_, output)),
      color_errors_(wants_color(environment_, errors)) {}

void Session::print(std::string_view text) {
  write(output_, quote::terminal(text, color_output_));
}

void Session::report(std::string_view text) {
  if (!is_quiet()) print(text);
}

bool Session::set_color(std::string_view choice) {
  if (choice == "auto") return true;
  color_output_ = color_errors_ = choice == "always";
  return color_output_ || choice == "never";
}

std::size_t Session::width() const {
  winsize size = {};
  const bool is_terminal = ::ioctl(::fileno(output_), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return std::clamp<std::size_t>(is_terminal ? size.ws_col : kUsual, kNarrowest, kWidest);
}

void Session::print_for_scripts(std::string_view text) {
  write(output_, ::isatty(::fileno(output_)) == 1 ? quote::terminal(text) : std::string(text));
}

void Session::flush() {
  std::fflush(output_);
}

bool Session::has_no_reader() const {
  pollfd entry = {.fd = ::fileno(output_), .events = 0, .revents = 0};
  return ::poll(&entry, 1, 0) > 0 && (entry.revents & POLLERR) != 0;
}

void Session::say(std::string_view line) {
  if (is_quiet() && !line.starts_with("warning")) return;
  write(errors_, quote::terminal(line, color_errors_) + "\n");
}

ExitStatus Session::fail(const engine::Failure& failure) {
  std::fflush(output_);
  write(errors_, engine::render(failure, color_errors_));
  return ExitStatus::failed;
}

ExitStatus Session::fail(const Error& error) {
  return fail(engine::failure_of(error));
}

ExitStatus Session::fail(const engine::Failure& failure, bool json) {
  if (json) print(to_line(engine::to_json(failure)));
  return fail(failure);
}

ExitStatus Session::finish(ExitStatus status) {
  if (std::fflush(output_) == 0 && std::ferror(output_) == 0) return status;
  Error error = system_error("write", "standard output", errno);
  error.help = "could not print the result: check where standard output goes";
  return fail(error);
}

engine::Context Session::context() {
  return {.environment = environment_,
          .program = own_program(),
          .color = color_errors_,
          .on_message = [this](std::string_view line) { say(line); },
          .verbosity = verbosity_};
}

std::string to_line(const nlohmann::ordered_json& object) {
  return json_text(object) + "\n";
}

std::string shown_path(const std::filesystem::path& path) {
  const std::filesystem::path relative = path.lexically_relative(absolute_path("."));
  if (relative.empty() || *relative.begin() == "..") return path.string();
  return relative.string();
}

}  // namespace prebind::cli
