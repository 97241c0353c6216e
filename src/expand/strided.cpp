#include "expand/strided.h"

#include <fmt/format.h>

#include "abi/failure.h"
#include "expand/carried.h"
#include "expand/lifetimes.h"
#include "expand/operations.h"
#include "expand/rust/templates.h"
#include "expand/type_path.h"
#include "expand/type_words.h"
#include "expand/types.h"
#include "model/strided.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// The last word of a path to `Ix2` or `IxDyn` as a rank is written in a name; else 0.
char rank_letter(Cursor cursor) {
  std::string name;
  cursor.take_operator("::");
  while (cursor.at_identifier()) {
    name = plain_name(cursor.tokens().tokens[cursor.take()].text);
    if (!cursor.take_operator("::")) break;
  }
  if (!cursor.at_end()) return 0;
  if (name == "IxDyn") return 'D';
  const bool has_rank = name.size() == 3 && name.starts_with("Ix") && name[2] >= '1';
  return has_rank && name[2] < '1' + char{model::kHighestRank} ? name[2] : '\0';
}

TokenRange all_of(Cursor cursor) {
  const TokenIndex first = cursor.position();
  while (!cursor.at_end()) cursor.take();
  return {first, cursor.last()};
}

}  // namespace

std::string TypeReader::strided_name(const Path& path) {
  if (path.arguments.size() == 1) return model::strided_form(path.name()) ? path.name() : "";
  if (path.arguments.size() != 2 || path.name().starts_with('D')) return {};
  const char rank = rank_letter(path.arguments[1]);
  const std::string name = path.name() + (rank == 0 ? '0' : rank);
  return model::strided_form(name) ? name : "";
}

namespace {

/// The path without its arguments, and the path of the crate that it leads to: all but the name.
struct WrittenArray {
  TokenRange path;
  std::string root;
};

WrittenArray written_as(const Tokens& tokens, TokenRange range) {
  Cursor cursor(tokens, range.first, range.last + 1);
  while (!cursor.at_punctuation('<')) cursor.take();
  const auto without_colons = [&](TokenIndex last) {
    while (last > range.first && tokens.tokens[last].text == ":") --last;
    return last;
  };
  const TokenRange path{range.first, without_colons(cursor.last())};
  if (path.first == path.last) return {path, spanned(path.last, "::ndarray")};
  return {path, original({range.first, without_colons(path.last - 1)})};
}

}  // namespace

/// `name` is what `strided_name` said.
std::optional<Type> TypeReader::read_strided(const Path& path, const std::string& name,
                                             Position position) {
  auto element = read_element(path.arguments[0], position, path.range);
  if (!element) return std::nullopt;
  const std::string spelled = spell(tokens_, all_of(path.arguments[0]));
  auto type = model::strided_type(name, std::move(*element));
  if (!type) {
    return cannot_cross(path.range,
                        "its elements can be numbers of at most 64 bits, `bool` and complex "
                        "numbers");
  }
  const auto [own, root] = written_as(tokens_, path.range);
  const std::string owned =
      fmt::format("{}<{}>", model::strided_sibling(name, Passing::value), spelled);
  const bool is_view = type->passing != Passing::value;
  if (is_view && position == Position::field) {
    return cannot_cross(path.range, fmt::format("write `{}`", owned));
  }
  if (position == Position::returns && type->passing == Passing::mutable_reference) {
    return refuse(path.range,
                  fmt::format("`{}` would outlive the call: a host cannot hold a Rust reference",
                              spell(tokens_, path.range)),
                  fmt::format("return `{}<{}>`: the host gets a copy",
                              model::strided_sibling(name, Passing::reference), spelled));
  }
  if (position == Position::argument && path.lifetime &&
      !check_lifetime(path.lifetime, path.range,
                      fmt::format("take `{}`, or {}", owned, let_it_end(*path.lifetime)))) {
    return std::nullopt;
  }
  TokenRange reference = own;
  reference.arguments = fmt::format(
      "<{}{}{}>", is_view ? "'prebind, " : "", element_type(*type),
      path.arguments.size() == 2 ? ", " + original(all_of(path.arguments[1])) : std::string());
  type->reference = references_.size();
  if (position != Position::returns) reference.beside = strided_maker(*type, root);
  references_.push_back(std::move(reference));
  return type;
}

std::string strided_zeros(const Type& type, const std::string& rank) {
  return type.length == 0 ? fmt::format("prebind_std::vec![0usize; {}]", rank)
                          : fmt::format("[0usize; {}]", type.length);
}

std::string strided_maker_name(const Type& type) {
  return fmt::format("prebind_array{}", type.reference);
}

namespace {

std::string number_of_refused() {
  return std::to_string(abi::number_of(abi::Failure::refused));
}

/// A byte of the host may be no `bool`, since some hosts do not initialize their arrays.
std::string check_of(const Type& type) {
  if (type.arguments[0].kind != TypeKind::boolean) return {};
  const std::string_view has_other =
      type.passing == Passing::value
          ? "prebind_std::slice::from_raw_parts(prebind_p as *const u8, prebind_l).iter()"
            ".any(|prebind_c| *prebind_c > 1)"
      : model::is_of_nalgebra(type.name)
          ? "prebind_l > 0 && prebind_std::slice::from_raw_parts(prebind_p as *const u8, prebind_l)"
            ".iter().any(|prebind_c| *prebind_c > 1)"
          : "prebind_no_bool(prebind_p, prebind_d, prebind_s)";
  return fmt::format(
      "if {} {{ return prebind_std::result::Result::Err(({}, "
      "\"has an element that is neither `true` nor `false`\")); }}",
      has_other, number_of_refused());
}

}  // namespace

namespace {

/// In column order and in one piece, as all arrays of nalgebra are.
std::string plain_maker(const Type& type) {
  const std::string sizes = type.length == 1 ? "prebind_d[0]" : "prebind_d[0], prebind_d[1]";
  const bool is_written = type.passing == Passing::mutable_reference;
  return templates::PlainView{.check = check_of(type),
                              .element = element_type(type),
                              .function = is_written ? "from_raw_parts_mut" : "from_raw_parts",
                              .name = strided_maker_name(type),
                              .refused = number_of_refused(),
                              .sizes = sizes,
                              .type = type_reference(type)}
      .text();
}

/// What makes the owned array of the `Vec` `prebind_v`.
std::string made_of_vector(const Type& type, const std::string& root, const std::string& sizes) {
  const std::string own = type_reference(type);
  if (!model::is_of_nalgebra(type.name)) {
    return fmt::format("<{}>::from_shape_vec({}::ShapeBuilder::f({}), prebind_v)", own, root,
                       sizes);
  }
  return fmt::format("prebind_std::result::Result::<_, ()>::Ok(<{}>::from_vec({}prebind_v))", own,
                     type.length == 1 ? "" : "prebind_d[0], prebind_d[1], ");
}

}  // namespace

std::string strided_maker(const Type& type, const std::string& root) {
  const bool has_rank = type.length != 0;
  const std::string sizes =
      has_rank ? fmt::format("*(prebind_a as *const [usize; {}])", type.length) : "prebind_d";
  if (type.passing == Passing::value) {
    return templates::StridedCopy{.check = check_of(type),
                                  .element = element_type(type),
                                  .made = made_of_vector(type, root, sizes),
                                  .name = strided_maker_name(type),
                                  .refused = number_of_refused(),
                                  .type = type_reference(type)}
        .text();
  }
  if (model::is_of_nalgebra(type.name)) return plain_maker(type);
  return templates::StridedView{
      .check = check_of(type),
      .element = element_type(type),
      .is_written = type.passing == Passing::mutable_reference ? "true" : "false",
      .name = strided_maker_name(type),
      .root = root,
      .sizes = sizes,
      .strides = has_rank ? "prebind_t" : "&prebind_t[..]",
      .type = type_reference(type),
      .zeros = strided_zeros(type, "prebind_n")}
      .text();
}

std::string strided_reach() {
  return templates::StridedReach{.refused = number_of_refused()}.text();
}

}  // namespace prebind::expand
