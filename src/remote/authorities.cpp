#include "remote/authorities.h"

#include <array>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

namespace prebind::remote {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> kFiles = {
    "etc/ssl/certs/ca-certificates.crt",                 // Debian, Arch, Gentoo
    "etc/pki/tls/certs/ca-bundle.crt",                   // Fedora, and what comes of it
    "etc/ssl/ca-bundle.pem",                             // openSUSE
    "etc/pki/tls/cacert.pem",                            // OpenELEC
    "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // CentOS 7
    "etc/ssl/cert.pem",                                  // Alpine
};
constexpr std::array<std::string_view, 2> kFolders = {"etc/ssl/certs", "etc/pki/tls/certs"};

bool is_full_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error) && !fs::is_empty(path, error) && !error;
}

}  // namespace

Result<Authorities> find_authorities(const Environment& environment, const fs::path& root) {
  Authorities found;
  std::error_code ignored;
  if (const auto file = environment.get_nonempty("SSL_CERT_FILE")) {
    if (!fs::is_regular_file(*file, ignored)) {
      return fail(fmt::format("`SSL_CERT_FILE` names no file: `{}`", *file));
    }
    found.file = *file;
  }
  if (const auto folder = environment.get_nonempty("SSL_CERT_DIR")) found.folder = *folder;
  std::string places;
  for (const std::string_view name : kFiles) {
    if (!found.file.empty() || !found.folder.empty()) return found;
    if (fs::is_regular_file(root / name, ignored)) found.file = root / name;
    places += fmt::format("/{}, ", name);
  }
  for (const std::string_view name : kFolders) {
    if (!found.file.empty() || !found.folder.empty()) return found;
    if (is_full_folder(root / name)) found.folder = root / name;
    places += fmt::format("/{}, ", name);
  }
  if (!found.folder.empty()) return found;
  return fail(
      fmt::format("no certificates of authorities are in {}nor does `SSL_CERT_FILE` name "
                  "any: install the package `ca-certificates`, or set `remote.authority`",
                  places));
}

}  // namespace prebind::remote
