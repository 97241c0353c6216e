#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.h"

namespace prebind::model {

/// JSON as records hold it: all values in one array, each before its parts, and all texts in one
/// string. With nlohmann's parser, reading ten thousand records takes twice as long; what is JSON
/// and what is not, the tests compare with that one.
class JsonTree {
 public:
  enum class Kind { text, number, boolean, array, object, other };

  /// Strict JSON in UTF-8 (RFC 8259), nested to at most 64 levels.
  static Result<JsonTree> parse(std::string_view text);

  class Value;
  Value root() const;

 private:
  struct Span {
    std::uint32_t start = 0;
    std::uint32_t size = 0;
  };
  struct Node {
    Kind kind = Kind::other;  ///< `other`: null, negative or fractional numbers
    std::uint32_t end = 0;    ///< index behind the last of its parts
    std::uint64_t number = 0;
    Span name = {};  ///< if it is a member of an object
    Span text = {};
  };
  friend class JsonParser;

  std::vector<Node> nodes_;
  std::string characters_;
};

/// A value in a tree, which has to outlive it.
class JsonTree::Value {
 public:
  Kind kind() const { return node().kind; }
  std::string_view name() const { return at(node().name); }
  std::string_view text() const { return at(node().text); }  ///< empty if it is none
  std::uint64_t number() const { return node().number; }     ///< of a boolean 0 or 1

  /// Of an array or object, in the order they came in.
  std::vector<Value> parts() const;

 private:
  friend class JsonTree;
  Value(const JsonTree& tree, std::size_t index) : tree_(&tree), index_(index) {}

  const Node& node() const { return tree_->nodes_[index_]; }
  std::string_view at(Span span) const {
    return std::string_view(tree_->characters_).substr(span.start, span.size);
  }

  const JsonTree* tree_;
  std::size_t index_;
};

inline JsonTree::Value JsonTree::root() const {
  return {*this, 0};
}

}  // namespace prebind::model
