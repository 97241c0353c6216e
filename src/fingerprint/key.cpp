#include "fingerprint/key.h"

#include <algorithm>
#include <tuple>

namespace prebind::fingerprint {
namespace {

/// Fields with their lengths before them, so that no two sequences of fields give the same bytes.
void add(Sha256& hash, std::string_view field) {
  std::array<std::uint8_t, 8> length;
  for (std::size_t i = 0; i < length.size(); ++i) {
    length[i] = static_cast<std::uint8_t>(std::uint64_t{field.size()} >> (8 * i));
  }
  hash.update(length);
  hash.update(field);
}

}  // namespace

std::optional<Digest> key_of(std::string_view domain, std::vector<Input> inputs) {
  std::erase_if(inputs, [](const Input& input) {
    return input.content.state == State::absent || input.name.role == kOutputRole;
  });
  for (Input& input : inputs) {
    if (input.content.state == State::unknown) return std::nullopt;
    if (is_path(input.name.kind) && input.name.root.empty()) input.name.path.clear();
  }
  std::ranges::sort(inputs, [](const Input& a, const Input& b) {
    return std::tie(a.name, a.content.digest) < std::tie(b.name, b.content.digest);
  });

  Sha256 hash;
  add(hash, "prebind key 1");
  add(hash, domain);
  for (const Input& input : inputs) {
    const char kind = static_cast<char>(input.name.kind);
    add(hash, std::string_view(&kind, 1));
    add(hash, input.name.role);
    add(hash, input.name.root);
    add(hash, input.name.path);
    hash.update(input.content.digest.bytes);
  }
  return Digest{hash.finish()};
}

}  // namespace prebind::fingerprint
