// Instances of generic structs: `Filter<f64>`.

#include <algorithm>
#include <array>
#include <string_view>

#include "expand/type_path.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

namespace {

/// Generic types that are no struct of a crate that exports. Most of them borrow, so glue could not
/// even name them.
constexpr std::array<std::string_view, 37> kOthers = {
    "Arc",        "ArcArray",     "Array",      "ArrayBase",
    "ArrayView",  "ArrayViewMut", "BTreeMap",   "BTreeSet",
    "BinaryHeap", "Box",          "Cell",       "Complex",
    "Cow",        "DateTime",     "HashMap",    "HashSet",
    "Iter",       "IterMut",      "LinkedList", "ManuallyDrop",
    "Mutex",      "MutexGuard",   "NonZero",    "Option",
    "Pin",        "PhantomData",  "Range",      "RangeInclusive",
    "Rc",         "Ref",          "RefCell",    "RefMut",
    "Result",     "Rev",          "Vec",        "VecDeque",
    "Wrapping"};

}  // namespace

/// Whether a path can be an instance: its arguments are paths, as what `#[julia(T = …)]` lists is.
bool TypeReader::is_instance(const Path& path) const {
  if (path.is_odd || path.arguments.empty() || path.lifetime) return false;
  if (std::ranges::find(kOthers, path.name()) != kOthers.end()) return false;
  if (!strided_name(path).empty() || is_static_matrix(path) || indexed_kind(path)) return false;
  return std::ranges::all_of(path.arguments, [&](Cursor argument) {
    if (at_bounded(argument)) return false;
    argument.take_operator("::");
    while (argument.at_identifier() && !argument.at_identifier("Self")) {
      const std::string& word = argument.peek().text;
      if (word == "dyn" || word == "impl" || word == "fn") return false;
      argument.take();
      if (!argument.take_operator("::")) return argument.at_end();
    }
    return false;
  });
}

bool TypeReader::may_be_exported(TokenRange range) const {
  if (expand::may_be_exported(tokens_, range)) return true;
  Cursor cursor(tokens_, range.first, range.last + 1);
  return is_instance(parse_path(cursor));
}

}  // namespace prebind::expand
