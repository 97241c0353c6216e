#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hosts/shown.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts {

/// Which functions of a module are compiled while a package that has it is precompiled.
enum class Precompile {
  by_size,  ///< all, unless there are very many
  all,
  used,  ///< those that the package itself calls meanwhile
  none,
};

/// The one of this name, `by_size` if it is empty. An unknown name is an error that lists the known
/// ones.
Result<Precompile> find_precompile(std::string_view name);

struct RenderOptions {
  /// Name of the generated module; `Host::module_name_for` has a good one.
  std::string module_name;

  /// What the library's file name is made from: `textkit` for `libtextkit.so`, `textkit.dll`.
  std::string library_stem;

  /// Where the library lies, relative to the generated file's folder, with forward slashes
  /// (`../../deps/lib`), or absolute. The first makes a package that can be moved.
  std::string library_directory;

  /// The file name of the library: `libtextkit.so`.
  std::string library_file = {};

  /// Of the crate, as its manifest has it: `1.2.0-rc.1`.
  std::string version = {};

  /// What the crate says of itself, in Markdown as rustdoc reads it; may be empty.
  std::string docs = {};

  /// The file name of the generated module, and its folder, relative to the library's:
  /// `../include`.
  std::string module_file = {};
  std::string module_directory = {};

  /// The command that builds library and bindings again, as a person would type it in the generated
  /// file's folder. It is shown in the file's first lines and in errors at load, so it should not
  /// hold this machine's paths.
  std::string rebuild_command;

  /// For a host with `can_precompile`.
  Precompile precompile = Precompile::by_size;
};

/// A file beside the library that tells others of it.
struct Companion {
  std::string path;  ///< relative to the library's folder, with forward slashes
  std::string text;
};

struct Rendered {
  std::string module;                      ///< the text of the module
  std::vector<Companion> companions = {};  ///< those of `Host::companions`, in that order

  /// Names that a program has to write with the module's in front (`Geometry.count`), because the
  /// language has them itself; of all modules, as they stand behind that of the library.
  std::vector<std::string> qualified = {};
};

/// Turns what a library exports into the source text of a module in a host's language, and into
/// what its users need beside it. The same library and options give the same text, byte for byte:
/// no time, no path of this machine.
class Host {
 public:
  virtual ~Host() = default;

  /// As `--lang` has it: `julia`.
  virtual std::string_view name() const = 0;

  virtual const Conventions& conventions() const = 0;

  /// With its dot: `.jl`.
  virtual std::string_view file_extension() const = 0;

  /// Whether code of its modules can be compiled ahead.
  virtual bool can_precompile() const = 0;

  /// The module's name that the host's users would expect: `text-kit` gives `TextKit`.
  virtual std::string module_name_for(std::string_view library_stem) const = 0;

  /// Error if no module of this name could be used: `render` would refuse it.
  virtual Result<void> check_module_name(std::string_view name) const = 0;

  /// Error if no package of this name could be used, for example because the host has a library of
  /// that name. The name consists of ASCII letters, digits and `_`.
  virtual Result<void> check_package_name(std::string_view name) const = 0;

  /// What a person types to use the module: `include("geo/Geometry.jl"); using .Geometry`.
  virtual std::string usage(std::string_view module_name, std::string_view file) const = 0;

  /// What this host can have of a library, which has this host's names and outlives the result.
  virtual Supports support_of(const model::Library& library,
                              const std::string& module_name) const = 0;

  /// The library as `show` has it for this host. Errors: a name that cannot be used in the host's
  /// language and has no obvious replacement, two items that would have one name there, a type that
  /// is not allowed where it is.
  virtual Result<Rendered> render(const model::Library& library,
                                  const RenderOptions& options) const = 0;

  /// The files that `render` makes beside the module, by their paths in the library's folder.
  virtual std::vector<std::string> companions(std::string_view module_name) const = 0;
};

/// The host of this name. An unknown name is an error that lists the known ones.
Result<std::unique_ptr<const Host>> find_host(std::string_view name);

/// The names of all hosts, in the order in which they are offered.
std::vector<std::string_view> host_names();

}  // namespace prebind::hosts
