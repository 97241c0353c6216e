#include "engine/cache/settings.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "util/file.h"
#include "util/lines.h"
#include "util/path.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

constexpr const char* kTable = "remote";

/// What a file in a workspace may say. Everything else is for the person.
constexpr std::array kOfWorkspaces = {"url"sv, "insecure"sv};
constexpr std::array kOfPersons = {"url"sv,           "insecure"sv,
                                   "write"sv,         "trust"sv,
                                   "key-file"sv,      "token-file"sv,
                                   "token-command"sv, "credential-helper"sv,
                                   "user"sv,          "password-file"sv,
                                   "certificate"sv,   "certificate-key"sv,
                                   "authority"sv,     "for"sv};

template <typename Names>
bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// The table `remote` of one file.
class Table {
 public:
  Table(toml::table table, fs::path file) : table_(std::move(table)), file_(std::move(file)) {}

  const fs::path& file() const { return file_; }
  bool is_empty() const { return table_.empty(); }
  Result<void> check_names(bool is_of_person) const;

  Result<std::string> text(const char* name) const;
  Result<bool> flag(const char* name) const;
  /// Also a single text, as a list of one.
  Result<std::vector<std::string>> texts(const char* name) const;
  /// Relative to the file; `~/` is the person's home.
  Result<std::string> path(const char* name, const Environment& environment) const;

 private:
  tl::unexpected<Error> wrong(std::string_view name, std::string_view expected) const {
    return fail(fmt::format("`{}.{}` has to be {}", kTable, name, expected), place_of(name));
  }
  std::string place_of(std::string_view name) const {
    const toml::node* node = table_.get(name);
    const auto line = node != nullptr ? node->source().begin.line : 0;
    return line == 0 ? file_.string() : fmt::format("{}:{}", file_.string(), line);
  }

  toml::table table_;
  fs::path file_;
};

Result<void> Table::check_names(bool is_of_person) const {
  for (const auto& [key, node] : table_) {
    const std::string_view name = key.str();
    if (!is_of_person && contains(kOfPersons, name) && !contains(kOfWorkspaces, name)) {
      return fail(fmt::format("`{}.{}` cannot be set in a workspace", kTable, name), place_of(name),
                  fmt::format("move it to `~/.config/prebind/{}`", kSettingsFile));
    }
    if (!contains(kOfPersons, name)) {
      return fail(fmt::format("`{}.{}` is not a setting", kTable, name), place_of(name),
                  "docs/team-cache.md lists all");
    }
  }
  return {};
}

Result<std::string> Table::text(const char* name) const {
  const toml::node* node = table_.get(name);
  if (node == nullptr) return std::string();
  if (const auto value = node->value_exact<std::string>()) return *value;
  return wrong(name, "a string");
}

Result<bool> Table::flag(const char* name) const {
  const toml::node* node = table_.get(name);
  if (node == nullptr) return false;
  if (const auto value = node->value_exact<bool>()) return *value;
  return wrong(name, "`true` or `false`");
}

Result<std::vector<std::string>> Table::texts(const char* name) const {
  const toml::node* node = table_.get(name);
  std::vector<std::string> found;
  if (node == nullptr) return found;
  if (const auto value = node->value_exact<std::string>()) return std::vector{*value};
  const toml::array* array = node->as_array();
  if (array == nullptr) return wrong(name, "a list of strings");
  for (const toml::node& each : *array) {
    const auto value = each.value_exact<std::string>();
    if (!value) return wrong(name, "a list of strings");
    found.push_back(*value);
  }
  return found;
}

Result<std::string> Table::path(const char* name, const Environment& environment) const {
  PREBIND_TRY(written, text(name));
  if (written.empty()) return written;
  if (const auto home = environment.get_nonempty("HOME"); home && written.starts_with("~/")) {
    return (fs::path(*home) / written.substr(2)).string();
  }
  return absolute_path(file_.parent_path() / written).string();
}

Result<Table> read_table(const fs::path& file, bool is_of_person) {
  std::error_code error;
  if (file.empty() || !fs::exists(file, error)) return Table({}, file);
  PREBIND_TRY(text, read_file(file));
  toml::parse_result parsed = toml::parse(text, file.string());
  if (!parsed) {
    return fail(
        fmt::format("`{}` is not TOML: {}", file.filename().string(), parsed.error().description()),
        fmt::format("{}:{}", file.string(), parsed.error().source().begin.line));
  }
  toml::table& whole = parsed.table();
  toml::table* found = whole[kTable].as_table();
  if (found == nullptr && whole.contains(kTable)) {
    return fail(fmt::format("`{}` has to be a table", kTable), file.string(),
                fmt::format("write `[{}]` above its settings", kTable));
  }
  // Moved, for a copy does not know its lines.
  Table table(found == nullptr ? toml::table() : std::move(*found), file);
  PREBIND_CHECK(table.check_names(is_of_person));
  return table;
}

/// An address in its parts.
struct Address {
  std::string scheme, host = {};
};

std::optional<Address> parse_address(std::string_view url) {
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  Address address = {.scheme = std::string(url.substr(0, colon))};
  std::string_view authority = url.substr(colon + 3);
  authority = authority.substr(0, authority.find('/'));
  if (authority.starts_with('[')) {
    address.host = authority.substr(0, authority.find(']') + 1);
  } else {
    address.host = authority.substr(0, authority.find(':'));
  }
  return address;
}

bool is_loopback(std::string_view host) {
  const auto is_number = [](char sign) { return (sign >= '0' && sign <= '9') || sign == '.'; };
  return host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") && std::ranges::all_of(host, is_number));
}

Result<void> check_address(const RemoteSettings& settings, bool is_insecure) {
  const std::string& url = settings.url;
  const auto address = parse_address(url);
  constexpr std::array kSchemes = {"http"sv, "https"sv, "grpc"sv, "grpcs"sv};
  if (!address || address->host.empty() || !contains(kSchemes, address->scheme)) {
    return fail(fmt::format("`{}` is not the address of a cache", url), settings.url_from,
                "write `https://`, `http://`, `grpcs://` or `grpc://`, and a host");
  }
  if (url.find_first_of("@?# \"\\\n") != std::string::npos) {
    return fail("the address of a cache has only a host and a path", settings.url_from,
                "name user and password with `user` and `password-file`");
  }
  const bool is_plain = address->scheme == "http" || address->scheme == "grpc";
  if (is_plain && !is_insecure && !is_loopback(address->host)) {
    return fail(fmt::format("`{}` is not encrypted", url), settings.url_from,
                "write `https://` or `grpcs://`, or `insecure = true` beside it, or set "
                "PREBIND_REMOTE_INSECURE=1");
  }
  return {};
}

std::string origin_of(std::string_view url) {
  const std::size_t host = url.find("://");
  if (host == std::string_view::npos) return std::string(url);
  return std::string(url.substr(0, url.find('/', host + 3)));
}

Result<void> read_credentials(const Table& person, const Environment& environment,
                              RemoteSettings& settings) {
  PREBIND_TRY(own_url, person.text("url"));
  PREBIND_TRY(named, person.text("for"));
  // What proves who we are goes to the server that it is for, whatever a workspace names.
  const std::string& owner = named.empty() ? own_url : named;
  const auto path = [&](const char* name) { return person.path(name, environment); };
  PREBIND_TRY(authority, path("authority"));
  settings.authority = authority;
  if (owner.empty() || origin_of(owner) != origin_of(settings.url)) return {};
  PREBIND_TRY(token_file, path("token-file"));
  PREBIND_TRY(token_command, person.texts("token-command"));
  PREBIND_TRY(helper, person.text("credential-helper"));
  PREBIND_TRY(user, person.text("user"));
  PREBIND_TRY(password_file, path("password-file"));
  PREBIND_TRY(certificate, path("certificate"));
  PREBIND_TRY(certificate_key, path("certificate-key"));
  settings.token_file = token_file;
  settings.token_command = token_command;
  settings.credential_helper = helper;
  settings.user = user;
  settings.password_file = password_file;
  settings.certificate = certificate;
  settings.certificate_key = certificate_key.empty() ? certificate : certificate_key;
  return {};
}

Result<void> read_trust(const Table& person, const Environment& environment,
                        RemoteSettings& settings) {
  PREBIND_TRY(trust, person.texts("trust"));
  settings.trust_anyone = trust == std::vector<std::string>{"anyone"};
  settings.trusted = trusted_keys(environment);
  if (!settings.trust_anyone) {
    settings.trusted.insert(settings.trusted.end(), trust.begin(), trust.end());
  }
  return {};
}

bool is_yes(const std::string& text) {
  return text == "1" || text == "true" || text == "yes" || text == "on";
}

}  // namespace

fs::path settings_directory(const Environment& environment) {
  if (const auto named = environment.get_nonempty("XDG_CONFIG_HOME")) {
    if (fs::path(*named).is_absolute()) return absolute_path(fs::path(*named) / "prebind");
  }
  if (const auto home = environment.get_nonempty("HOME")) {
    return absolute_path(fs::path(*home) / ".config" / "prebind");
  }
  return {};
}

fs::path find_workspace_settings(const fs::path& directory) {
  std::error_code error;
  for (fs::path folder = absolute_path(directory);; folder = folder.parent_path()) {
    if (fs::exists(folder / kWorkspaceFile, error)) return folder;
    if (folder == folder.parent_path()) return {};
  }
}

std::vector<std::string> trusted_keys(const Environment& environment) {
  const fs::path directory = settings_directory(environment);
  if (directory.empty() || distrust(directory) || distrust_file(directory / kTrustedKeysFile)) {
    return {};
  }
  const auto text = read_file(directory / kTrustedKeysFile);
  std::vector<std::string> keys;
  if (!text) return keys;
  for (const std::string_view line : lines_of(*text)) {
    if (!line.empty() && line.front() != '#') keys.emplace_back(line.substr(0, line.find(' ')));
  }
  return keys;
}

Result<bool> trust_key(const Environment& environment, const std::string& key) {
  const fs::path directory = settings_directory(environment);
  if (directory.empty()) return fail("no folder is known for settings", "", "set HOME");
  PREBIND_CHECK(make_directories(directory.parent_path()));
  PREBIND_CHECK(make_private_directory(directory));
  const fs::path file = directory / kTrustedKeysFile;
  if (auto why = distrust(directory)) return fail(std::move(*why));
  if (auto why = distrust_file(file)) return fail(std::move(*why));
  if (contains(trusted_keys(environment), key)) return false;
  std::string text = read_file(file).value_or("");
  if (!text.empty() && text.back() != '\n') text += '\n';
  PREBIND_CHECK(write_file_atomically(file, text + key + "\n", {.mode = 0600}));
  return true;
}

Result<std::optional<RemoteSettings>> read_remote_settings(const Environment& environment,
                                                           const fs::path& workspace) {
  const auto variable = environment.get("PREBIND_REMOTE");
  if (variable && (variable->empty() || *variable == "off")) return std::nullopt;
  const fs::path directory = settings_directory(environment);
  PREBIND_TRY(of_workspace,
              read_table(workspace.empty() ? fs::path() : workspace / kWorkspaceFile, false));
  PREBIND_TRY(person, read_table(directory.empty() ? fs::path() : directory / kSettingsFile, true));

  RemoteSettings settings;
  bool is_insecure = false;
  // The nearest decides: the environment, the workspace, the person.
  for (const Table* table : {&person, &of_workspace}) {
    PREBIND_TRY(url, table->text("url"));
    if (url.empty()) continue;
    PREBIND_TRY(flag, table->flag("insecure"));
    settings.url = url;
    settings.url_from = table->file().string();
    is_insecure = flag;
  }
  if (variable) {
    settings.url = *variable;
    settings.url_from = "PREBIND_REMOTE";
    is_insecure = is_yes(environment.get("PREBIND_REMOTE_INSECURE").value_or(""));
  }
  if (settings.url.empty()) return std::nullopt;
  PREBIND_CHECK(check_address(settings, is_insecure));
  while (settings.url.ends_with('/')) settings.url.pop_back();

  PREBIND_TRY(write, person.flag("write"));
  const auto write_variable = environment.get_nonempty("PREBIND_REMOTE_WRITE");
  settings.write = write_variable ? is_yes(*write_variable) : write;
  PREBIND_TRY(key_file, person.path("key-file", environment));
  settings.key_file = key_file;
  if (const auto named = environment.get_nonempty("PREBIND_REMOTE_KEY_FILE")) {
    settings.key_file = absolute_path(*named);
  }
  PREBIND_CHECK(read_trust(person, environment, settings));
  PREBIND_CHECK(read_credentials(person, environment, settings));
  return settings;
}

}  // namespace prebind::engine
