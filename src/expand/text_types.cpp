// Text of all kinds that is borrowed or shared: `&Path`, `Cow<str>`, `Arc<str>`.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "expand/type_path.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Type;
using model::TypeKind;

namespace {

constexpr std::array<std::pair<std::string_view, TypeKind>, 4> kUnsized = {
    {{"str", TypeKind::str},
     {"CStr", TypeKind::c_str},
     {"Path", TypeKind::path},
     {"OsStr", TypeKind::os_str}}};

const std::pair<std::string_view, TypeKind>* unsized_text(std::string_view name) {
  const auto* found =
      std::ranges::find(kUnsized, name, &std::pair<std::string_view, TypeKind>::first);
  return found == kUnsized.end() ? nullptr : found;
}

}  // namespace

bool is_unsized_text(std::string_view name) {
  return unsized_text(name) != nullptr;
}

NamesOfText names_of_text(TypeKind kind) {
  switch (kind) {
    case TypeKind::c_str:
    case TypeKind::c_string:
      return {"&CStr", "CString"};
    case TypeKind::path:
    case TypeKind::path_buf:
      return {"&Path", "PathBuf"};
    case TypeKind::os_str:
    case TypeKind::os_string:
      return {"&OsStr", "OsString"};
    default:
      return {"&str", "String"};
  }
}

/// `name` is that of what stands behind the `&` and the lifetime.
std::optional<Type> TypeReader::read_borrowed_text(std::string_view name, Position position,
                                                   TokenRange whole, bool is_mutable,
                                                   bool is_static) {
  const TypeKind kind = unsized_text(name)->second;
  const std::string_view owned = names_of_text(kind).owned;
  if (is_mutable) {
    return cannot_cross(whole, kind == TypeKind::str
                                   ? "write `&str`"
                                   : fmt::format("take a `{}` and return the new one", owned));
  }
  if (position == Position::field && !is_static) {
    return cannot_cross(whole, kind == TypeKind::str
                                   ? "write `String`, or skip the field with `#[julia(skip)]`"
                                   : fmt::format("write `{}`", owned));
  }
  return Type{.kind = kind};
}

/// `Box<str>`, `Arc<str>`, `Rc<str>`, `Cow<str>`. A `Cow` that has to outlive the call is owned.
std::optional<Type> TypeReader::read_shared_text(const Path& path, Position position) const {
  if (!path.is_plain() || path.arguments.size() != 1 || standard_name(path.arguments[0]) != "str") {
    return std::nullopt;
  }
  if (path.name() == "Box") return Type{.kind = TypeKind::boxed_str};
  if (path.name() == "Arc") return Type{.kind = TypeKind::arc_str};
  if (path.name() == "Rc") return Type{.kind = TypeKind::rc_str};
  if (path.name() != "Cow") return std::nullopt;
  const bool lasts =
      position == Position::field || (path.lifetime && lasting_.contains(*path.lifetime));
  return Type{.kind = lasts ? TypeKind::static_cow : TypeKind::cow_str};
}

}  // namespace prebind::expand
