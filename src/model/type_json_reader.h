#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/json_tree.h"
#include "model/type.h"

namespace prebind::model {

/// Where a type stands, which decides what it may be.
enum class Role {
  argument,
  field,
  member,
  variant,
  constant,
  returned,
  pointee,
  element,
  optional,
  in_tuple,
  in_function,
  success,
  failure
};

bool is_small_number(JsonTree::Value value);

/// Reads types as records hold them (docs/formats/records.md). Remembers the first thing that is
/// wrong, so that reading can go on without a test at each step.
class TypeJsonReader {
 public:
  void fail(std::string message) {
    if (message_.empty()) message_ = std::move(message);
  }
  bool failed() const { return !message_.empty(); }
  const std::string& message() const { return message_; }

  Type type(JsonTree::Value in, Role role, int depth = 0);

 private:
  Type compound(const std::vector<JsonTree::Value>& in, int depth);
  void add_signature(Type& function, const std::vector<JsonTree::Value>& in, int depth);
  void check_nesting(const Type& type);
  Type named(const std::vector<JsonTree::Value>& in);

  std::string message_;
};

}  // namespace prebind::model
