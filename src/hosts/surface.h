#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hosts/shown.h"
#include "hosts/words.h"
#include "model/library.h"
#include "util/result.h"

/// What any host shows of a library, as data: what hosts agree on, whatever their language.
namespace prebind::hosts {

/// Which parts of a host's runtime a library needs.
struct Needs {
  bool errors = false;        ///< something returns `Result`
  bool types = false;         ///< there are named types
  bool definitions = false;   ///< types or constants that bindings and library must agree on
  bool arrays = false;        ///< arrays go in or come out
  bool text = false;          ///< text goes in or comes out
  bool characters = false;    ///< characters go in or come out
  bool complex = false;       ///< complex numbers go in or come out
  bool views = false;         ///< Rust's memory comes out as it is
  bool strided = false;       ///< arrays of n dimensions go in or come out
  bool ordered = false;       ///< maps and sets that have an order
  bool matrices = false;      ///< vectors and matrices whose sizes are part of their types
  bool fixed = false;         ///< arrays of fixed length go in or come out
  bool wide = false;          ///< integers of 128 bits go in or come out
  bool times = false;         ///< times go in or come out
  bool sizes = false;         ///< a `usize` goes in or comes out
  bool options = false;       ///< an `Option` goes in or comes out
  bool packed = false;        ///< what is nested goes in or comes out in one piece of memory
  bool object_maps = false;   ///< maps of handles go in
  bool objects = false;       ///< arrays of handles go in or come out
  bool tagged = false;        ///< there are enums with data
  bool thrown = false;        ///< one of them is the error of a `Result`
  bool callbacks = false;     ///< functions of the host go in
  bool packed_calls = false;  ///< that take or return more than numbers
  bool kept_calls = false;    ///< that Rust keeps
  bool traits = false;        ///< that are objects with the methods of a trait
  bool stops = false;         ///< calls ask whether they should end
  bool progress = false;      ///< calls say how far they are
  bool timeouts = false;      ///< futures that are not waited for any longer
  bool logs = false;          ///< a crate says what it logs
  bool byte_streams = false;  ///< there are readers or writers
  bool gc_safe = false;       ///< calls during which a host may collect garbage
};
Needs needs_of(const model::Library& library);

/// Of the function that an iterator has for its next item, the type of the items.
const model::Type& yielded_by(const model::Function& next);

/// Whether the type is a reader or writer: it has methods for bytes.
bool is_byte_stream(const model::LibraryType& named);

/// The indices of a library's named types in an order in which they can be defined: enums, values
/// after those that they hold, handles, enums with data.
std::vector<std::size_t> in_order_of_definition(const model::Library& library);

/// The first of the instances of one generic struct, by its index; of other types their own.
std::size_t first_instance(const model::Library& library, std::size_t index);

/// Whether `Counter::new` makes a Counter, perhaps in an `Option` or a `Result`: a host that has
/// constructors makes one of it. An enum has its variants instead.
bool is_constructor(const model::Function& function, const model::Library& library);

/// Everything that is exported as a function: free ones, and those of named types.
std::vector<const model::Function*> all_functions(const model::Library& library);

/// Whether `holds` is true of some part of the type.
bool any_part(const model::Type& type, bool (*holds)(const model::Type&));

/// A named type of a library, as far as its users have to know it.
struct TypeName {
  std::string name;  ///< the host's
  std::string path;  ///< how all else refers to it: with the modules that it is in
  model::Shape shape = model::Shape::handle;
  std::size_t words = 1;  ///< as a return value: of 64 bits
  /// Of a trait, whose `name` is that of Rust's objects: what all types with its methods are, and
  /// what says which methods these are.
  std::string trait = {}, methods = {};
  /// The paths of the library's own types that have the trait.
  std::vector<std::string> implementors = {};
  /// Of a trait: the host has all that its methods take and return.
  bool can_be_implemented = false;
};

/// The scopes of a library's names: 0 is outside of all modules, module k has k + 1.
std::size_t scope_of(model::InModule module);

/// The named types of a library, as `Type::reference` counts them.
using TypeNames = std::vector<TypeName>;

/// Whether this is an array of handles.
bool is_object_array(const model::Type& type, const TypeNames& names);
/// Whether it is a map that is an argument and has handles as values.
bool is_object_map(const model::Type& type, const TypeNames& names);

/// Those of a library, with the names that `show` gave them.
TypeNames type_names(const model::Library& library);

/// Asks of each type that an item takes from a host (the arguments of a function, a field that can
/// be set) and gives to it (results, fields) whether it can stand there. Error: the first that
/// cannot, with the item's place.
using TypeCheck = std::function<Result<void>(const model::Type&)>;
Result<void> check_types(const ShownItem& item, const TypeCheck& argument, const TypeCheck& result);

/// What Rust gets of a part of an argument.
enum class Memory {
  object,    ///< a handle, borrowed or taken
  elements,  ///< a slice of numbers or values
  text,      ///< `&str`, `&CStr`, or a slice of text
};

/// A part of an argument that Rust borrows or takes as it is.
struct Part {
  std::size_t argument = 0;
  std::vector<std::size_t> members = {};  ///< of tuples on the way to it, from outside
  std::size_t parameter = 0;              ///< which of all parameters of the call is its first
  const model::Type* type = nullptr;
  Memory memory = Memory::object;
};

/// The parts of a call's arguments. They refer to the types.
std::vector<Part> parts_of(std::span<const model::Type> arguments, const TypeNames& names);

/// Two parts that may not be the same: Rust may assume that nothing else refers to what it takes,
/// or borrows mutably. Memory may not overlap; handles, of one type, may not be of one object.
struct Rivals {
  Part first, second;
};

/// Among those of this memory, in the order of the arguments. A host whose text can be changed asks
/// for elements and text at once.
std::vector<Rivals> rivals_among(const std::vector<Part>& parts, const std::set<Memory>& memory);

/// Whether a call takes functions of the host: while Rust runs, they can do anything to what the
/// call borrows.
bool takes_callables(std::span<const model::Type> arguments);

/// The names of one namespace of a host. It finds what would have one name there.
class Scope {
 public:
  /// `host` is whose names these are, for messages.
  explicit Scope(const Conventions& host) : host_(host) {}

  /// A name that nothing else has; `owner` is what has it, in Rust's words. Error: two have it.
  Result<void> claim(const std::string& name, const std::string& owner, const std::string& where);

  /// A name that functions share. True if it is new. Error: something else than a function has it.
  Result<bool> share(const std::string& name, const std::string& signature);

  /// One of the functions of a name; `dispatch` is what the host tells them apart by. Error:
  /// another has the same.
  Result<void> overload(const std::string& name, const std::string& dispatch,
                        const std::string& signature);

 private:
  tl::unexpected<Error> same_name(const std::string& name, const std::string& first,
                                  const std::string& second, const std::string& where) const;

  Conventions host_;
  std::map<std::string, std::string, std::less<>> owners_ = {};     // by name
  std::map<std::string, std::string, std::less<>> functions_ = {};  // a signature of each, by name
  std::map<std::string, std::string, std::less<>> overloads_ = {};  // signature, by dispatch
};

}  // namespace prebind::hosts
