#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace prebind::model {

/// The kinds of Rust types that cross to a host. Every `switch` over it lists all kinds and has no
/// `default`, so that the compiler names each place that has to learn a new one.
enum class TypeKind {
  unit,
  boolean,
  character,
  i8,
  i16,
  i32,
  i64,
  isize,
  u8,
  u16,
  u32,
  u64,
  usize,
  f32,
  f64,
  i128,  ///< no register holds it, so it is no scalar and no element
  u128,
  complex32,         ///< `Complex<f32>`: two floats, the real part first; no scalar, but an element
  complex64,         ///< `Complex<f64>`
  duration,          ///< `std::time::Duration`; this and what follows, to text, is a time
  system_time,       ///< `std::time::SystemTime`
  chrono_date,       ///< `NaiveDate`
  chrono_date_time,  ///< `NaiveDateTime`
  chrono_utc,        ///< `DateTime<Utc>`
  jiff_date,         ///< `jiff::civil::Date`
  jiff_date_time,    ///< `jiff::civil::DateTime`
  jiff_timestamp,    ///< `jiff::Timestamp`
  str,               ///< `&str`; as a return an owned copy, like `string`
  string,            ///< `String`
  boxed_str,         ///< `Box<str>`
  cow_str,           ///< `Cow<'_, str>`, borrowed as an argument
  static_cow,        ///< `Cow<'static, str>`, which is made as an owned one
  arc_str,           ///< `Arc<str>`
  rc_str,            ///< `Rc<str>`
  c_str,             ///< `&CStr`; as a return an owned copy, like `c_string`
  c_string,          ///< `CString`
  path,              ///< `&Path`: bytes on Unix, elsewhere UTF-8, like all that `is_os_text`
  path_buf,          ///< `PathBuf`
  os_str,            ///< `&OsStr`
  os_string,         ///< `OsString`
  pointer,           ///< `*const T`, `*mut T`; arguments = {T}, T a scalar, a pointer or `opaque`
  slice,             ///< `&[T]`, `&mut [T]`; arguments = {T}; as a return an owned copy
  vector,            ///< `Vec<T>`; arguments = {T}
  boxed_slice,       ///< `Box<[T]>`; arguments = {T}
  /// `[T; N]`; arguments = {T}, which `is_nestable`, `length` = N. `&[T; N]` by reference. With a
  /// `name`, an `is_static_matrix`: a vector, or a matrix as an array of its columns.
  fixed_array,
  /// `ArrayView2<T>` and the like (strided.h), by its name; arguments = {T}, `length` = how many
  /// dimensions, 0 for any.
  strided,
  deque,      ///< `VecDeque<T>`; arguments = {T}, like those of all that follow `is_nestable`
  hash_set,   ///< `HashSet<T>`; arguments = {T}
  btree_set,  ///< `BTreeSet<T>`; arguments = {T}
  hash_map,   ///< `HashMap<K, V>`; arguments = {K, V}
  btree_map,  ///< `BTreeMap<K, V>`; arguments = {K, V}
  index_set,  ///< `IndexSet<T>` of the crate indexmap; arguments = {T}
  index_map,  ///< `IndexMap<K, V>`; arguments = {K, V}
  tuple,      ///< `(A, B)`; arguments = 1 to 8, none of them unit or a result
  /// `extern "C" fn(A) -> R` by value, `&dyn Fn(A) -> R` by reference, `&mut dyn FnMut(A) -> R` by
  /// mutable reference: a function of the host for the call. `Box<dyn Fn(A) -> R>` and the like by
  /// value, with a `name`: one that Rust keeps. arguments = {R, A…}: those of a C function
  /// `is_callable`, else A `can_be_told` and R `can_be_answered`. `&dyn Store` and so on, by value
  /// with a `name`: an object of the host's with the methods of a trait; arguments = {the trait}.
  function,
  option,  ///< `Option<T>`; arguments = {T}, T no result
  result,  ///< `Result<T, E>`; arguments = {T, E}, T no result, E a scalar, named type or `display`
  named,   ///< an exported type that has a name: what it is, its `Shape` says (model.h)
  display,  ///< only as the E of a result: any type, known by its `Display` text
  opaque,   ///< only behind a pointer: a type the host does not look into
};

/// Kinds that are written alike and cross alike.
enum class Family {
  unit,
  scalar,   ///< `is_scalar`
  wide,     ///< `i128`, `u128`
  complex,  ///< `is_complex`
  time,     ///< seconds and nanoseconds
  text,     ///< `is_string_like`
  pointer,
  array,    ///< `is_array`
  fixed,    ///< `fixed_array`, whose elements lie in memory as they are
  strided,  ///< an array of n dimensions, of another crate
  packed,   ///< `is_packed`
  tuple,
  function,
  option,
  result,
  named,
  part,  ///< `display`, `opaque`: only part of another type
};

/// How a named type or a collection is passed, and how a method takes its receiver.
enum class Passing { value, reference, mutable_reference };

struct Type {
  TypeKind kind = TypeKind::unit;
  std::vector<Type> arguments = {};
  bool is_mutable = false;  ///< pointer only: `*mut` rather than `*const`
  /// Of a named type: it is in a `Box`, which only the glue of a variant's field knows of.
  bool is_boxed = false;
  /// Of a named type: Rust has it in an `Arc`, which only glue knows of. To hosts it is lent.
  bool is_shared = false;
  /// Of a named type: `dyn Store`, in a `Box` or an `Arc`, which only glue knows of.
  bool is_dyn = false;
  /// Of a slice or a `Vec`: Rust has it in a `Cow`, which only glue knows of.
  bool is_cow = false;
  /// Of a slice that is returned: the host gets Rust's memory itself, and what keeps it borrowed.
  bool is_view = false;
  /// Of a named type, a function, a set or the like; of a slice, how it is borrowed.
  Passing passing = Passing::value;
  std::size_t length = 0;  ///< of a fixed array: N; of a strided one: how many dimensions
  /// Of a complex number, a strided array, a static matrix or a time of another crate: the number
  /// of the type reference that glue names it by; no part of records. Of named types: the number of
  /// the item's type reference; once resolved (library.h), the index of the type in
  /// `Library::types`.
  std::size_t reference = 0;
  /// Of a strided array: its name with its rank, `ArrayView2`. Of a fixed array that is one of
  /// nalgebra's: `SVector` or `SMatrix`. Of a function that is kept: its type
  /// without the signature, `Box<dyn Fn + Send>`; of one that is an object with the methods of a
  /// trait `Box<dyn>`. Of named types: as spelled in Rust;
  /// once resolved, the Rust name of the type.
  std::string name = {};

  bool operator==(const Type&) const = default;
};

/// Of a kind, whatever its parts; of a type, `packed` if it `is_packed`.
Family family_of(TypeKind kind);
Family family_of(const Type& type);

/// `bool`, `char`, an integer or a float: what fits a register and has one C representation.
bool is_scalar(TypeKind kind);
bool is_integer(TypeKind kind);
/// An integer or a float.
bool is_number(TypeKind kind);
/// A slice, a `Vec` or a boxed slice.
bool is_array(TypeKind kind);
bool is_complex(TypeKind kind);
/// What an array in memory consists of: what has the same bytes in Rust and in every host.
bool is_element(TypeKind kind);
/// The same of a type: a fixed array of these or of named types is an element too, but for one of
/// `usize`, which hosts may count in another type.
bool is_element(const Type& type);

/// A vector or matrix whose sizes are part of its type, as nalgebra's `SVector` and `SMatrix`. Rust
/// converts it from and into the array that it is like without a `name`.
bool is_static_matrix(const Type& type);
/// How many rows, and of a matrix, how many columns.
std::vector<std::size_t> sizes_of_matrix(const Type& type);
/// The array that it is converted from and into.
Type array_of_matrix(const Type& type);

/// T of `[[T; M]; N]`; of what is no fixed array, the type itself.
const Type& leaf_of(const Type& type);
/// How many T there are in it.
std::size_t leaves_of(const Type& type);
/// The most elements that a fixed array can have, counted in those of its innermost ones.
inline constexpr std::size_t kLongestFixedArray = 256;
/// What a field of a value struct can be: numbers, `bool`, named types and fixed arrays of them.
bool is_member(const Type& type);
/// UTF-8: `&str`, `String`, `Arc<str>` and the like. Arrays of text are arrays too, but do not lie
/// in memory like that.
bool is_text(TypeKind kind);
/// A path or another text of the operating system.
bool is_os_text(TypeKind kind);
/// Text of any kind; that of C is bytes without a NUL: a pointer and a length.
bool is_string_like(TypeKind kind);
/// Whether Rust borrows the host's bytes, if an argument is such text: `&str`, `&Path`.
bool is_borrowed_text(TypeKind kind);

/// `VecDeque`, a set or a map.
bool is_collection(TypeKind kind);
bool is_set(TypeKind kind);
bool is_map(TypeKind kind);
/// Whether it is a set or a map in the order of its keys, or in that in which they came.
bool has_order(TypeKind kind);
/// Of these, whether it is in the latter: of the crate indexmap.
bool is_indexed(TypeKind kind);
bool has_indexed(const Type& type);
/// Whether it is a map of a named type by value, each of which can be an object that Rust takes.
bool is_claimed_map(const Type& type);
/// Whether this type crosses in one piece of memory that one side writes and the other reads,
/// whatever it is nested of: a collection, an array of what is no element, an option of an option.
bool is_packed(const Type& type);
/// What a packed type may hold at any depth: what is owned, or text.
bool is_nestable(const Type& type);

/// Whether functions of the host take and return it: a number, `bool` or a pointer, which are the
/// same in registers on both sides.
bool is_callable(TypeKind kind);

/// Whether this is `&dyn Fn` or `&mut dyn FnMut`, and neither a C function nor one that is kept.
bool is_closure(const Type& type);

/// Whether this is `extern "C" fn`.
bool is_c_function(const Type& type);

/// Whether this is `Box<dyn Fn…>` or the like, which may outlive the call and leave its thread; or
/// an object with the methods of a trait.
bool is_kept(const Type& type);

/// Whether this is an object of the host's with the methods of a trait: `&dyn Store`.
bool is_implementor(const Type& type);

/// Whether a function of the host that is no C function can take it: what `is_callable`, what
/// `is_nestable`, and slices of elements and texts.
bool can_be_told(const Type& type);

/// Whether such a function can return it: what `is_callable`, what `is_nestable` and owned, `()`,
/// or a `Result` of these.
bool can_be_answered(const Type& type);

/// Whether what the function takes and returns crosses packed, and not in registers.
bool is_packed_call(const Type& function);

/// The names of functions that are kept: `Box<dyn Fn + Send + Sync>`.
bool is_name_of_kept(std::string_view name);

/// The names of types that an `is_implementor` has: `&dyn`, `&mut dyn`, `Box<dyn>`, `Arc<dyn>`,
/// `Rc<dyn>`.
bool is_name_of_implementor(std::string_view name);

/// The view in what a function returns, by itself or in an option or a result; null if none is.
const Type* view_in(const Type& returns);

/// Whether this is a list of texts: `Vec<String>`, `&[&str]`.
bool is_text_array(const Type& type);

/// The name of a kind that is whole by itself (`i32`, `&str`, `()`, `Display`, `opaque`); empty for
/// those that have parts.
std::string_view name_of(TypeKind kind);

/// In Rust's notation: `Result<Option<&mut Pattern>, Display>`. The form used in messages, in
/// `prebind inspect` and in signature digests (docs/formats/records.md).
std::string to_string(const Type& type);

/// `HashMap`; empty for what is no collection.
std::string_view head_of_collection(TypeKind kind);

/// `extern "C" fn`, `&dyn Fn` or `&mut dyn FnMut`.
std::string_view head_of_function(Passing passing);

/// What Rust writes before the type or `self`: nothing, `&` or `&mut `.
std::string_view prefix_of(Passing passing);

}  // namespace prebind::model
