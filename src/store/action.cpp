#include "store/action.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace prebind::store {
namespace {

using nlohmann::json;

constexpr std::string_view kHead = "prebind-action 1 ";
constexpr std::size_t kHexDigits = 64;

tl::unexpected<Error> damaged() {
  return fail("a stored result is damaged", "",
              "`prebind cache verify` sets all such entries aside");
}

json to_json(const Output& output) {
  json object = {{"name", output.name},
                 {"file", output.file},
                 {"sha256", output.digest.hex()},
                 {"size", output.size}};
  if (output.is_executable) object["executable"] = true;
  return object;
}

/// Throws what the JSON library throws if a member is missing or of another type.
Digest digest_at(const json& object, const char* name) {
  const auto digest = Digest::from_hex(object.at(name).get_ref<const std::string&>());
  if (!digest) throw json::other_error::create(501, "no digest", &object);
  return *digest;
}

Action action_of(const json& object) {
  Action action = {.crate = object.at("crate"),
                   .version = object.at("version"),
                   .profile = object.at("profile"),
                   .target = object.at("target"),
                   .engine = object.at("engine"),
                   .created = object.at("created"),
                   .seconds = object.at("seconds")};
  for (const json& output : object.at("outputs")) {
    action.outputs.push_back({.name = output.at("name"),
                              .file = output.at("file"),
                              .digest = digest_at(output, "sha256"),
                              .size = output.at("size"),
                              .is_executable = output.value("executable", false)});
  }
  if (object.contains("notes")) action.notes = object["notes"];
  if (object.contains("request")) action.request = digest_at(object, "request");
  if (object.contains("inputs")) action.list = digest_at(object, "inputs");
  return action;
}

}  // namespace

const Output* Action::output(std::string_view name) const {
  const auto found = std::ranges::find(outputs, name, &Output::name);
  return found == outputs.end() ? nullptr : &*found;
}

std::uint64_t Action::size() const {
  std::uint64_t sum = 0;
  for (const Output& output : outputs) sum += output.size;
  return sum;
}

std::string encode(const Action& action) {
  json object = {{"crate", action.crate},     {"version", action.version},
                 {"profile", action.profile}, {"target", action.target},
                 {"engine", action.engine},   {"created", action.created},
                 {"seconds", action.seconds}, {"outputs", json::array()}};
  for (const Output& output : action.outputs) object["outputs"].push_back(to_json(output));
  if (!action.notes.empty()) object["notes"] = action.notes;
  if (action.request) object["request"] = action.request->hex();
  if (action.list) object["inputs"] = action.list->hex();
  // Names that are not UTF-8 are for people to read; the digests find the files.
  const std::string text = object.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
  return fmt::format("{}{}\n{}", kHead, Digest::of(text).hex(), text);
}

Result<Action> decode_action(std::string_view text) {
  const std::size_t start = kHead.size() + kHexDigits + 1;
  if (!text.starts_with(kHead) || text.size() < start || text[start - 1] != '\n') return damaged();
  const std::string_view body = text.substr(start);
  if (Digest::of(body).hex() != text.substr(kHead.size(), kHexDigits)) return damaged();
  try {
    return action_of(json::parse(body));
  } catch (const json::exception&) {
    return damaged();
  }
}

}  // namespace prebind::store
