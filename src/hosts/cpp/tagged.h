#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "hosts/cpp/types.h"
#include "model/library.h"

namespace prebind::hosts::cpp {

/// The enums with data of a library in an order in which they can be defined, and which of them
/// hold each other, so that they need memory of their own in a field.
class HeldEnums {
 public:
  explicit HeldEnums(const model::Library& library);

  const std::vector<std::size_t>& order() const { return order_; }
  /// Those that this one holds, and that hold it: itself, if it holds itself.
  std::set<std::size_t> boxed_in(std::size_t index) const;

 private:
  std::vector<std::set<std::size_t>> reached_ = {};
  std::vector<std::size_t> order_ = {};
};

/// The names of a variant and of its fields.
struct VariantName {
  std::string name;
  std::vector<std::string> fields = {};
};

/// What a header has of an enum with data.
struct TaggedText {
  std::string definition;  ///< of the struct, for its namespace
  std::string traits;      ///< what has to be known of it before a function is declared
  std::string declared;    ///< how its variants are packed
  std::string defined;     ///< the same, where all enums are known
  std::string agreement;
};

/// `methods` are lines of declarations for the struct. The last of `variants` stands for those that
/// an open enum may get.
TaggedText render_tagged(const model::NamedType& named, const TypeName& type,
                         const std::vector<VariantName>& variants, const std::string& methods,
                         const std::set<std::size_t>& boxed, const TypeNames& names);

/// Error: a field has a type that C++ does not have.
Result<void> check_fields(const model::LibraryType& named, const TypeNames& names);

}  // namespace prebind::hosts::cpp
