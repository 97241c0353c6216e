#include "engine/crate.h"

#include "cargo/build.h"
#include "engine/installation.h"
#include "util/file.h"

namespace prebind::engine {

namespace fs = std::filesystem;

Result<cargo::Cargo> find_cargo(const Context& context) {
  PREBIND_TRY(program, cargo::find_cargo(context.environment));
  return cargo::Cargo{.program = program,
                      .verbosity = context.verbosity,
                      .color = context.color,
                      .on_message = context.on_message,
                      .on_progress = context.on_progress,
                      .interrupt = context.interrupt};
}

fs::path macro_crate_to_name(const Context& context) {
  return find_macro_crate(context.program).value_or("path/to/prebind/rust/prebind");
}

Result<cargo::Package> find_package(const Context& context, const cargo::Cargo& cargo,
                                    const fs::path& manifest) {
  PREBIND_TRY(metadata, cargo::read_metadata(cargo, manifest));
  return cargo::parse_metadata(metadata, manifest, macro_crate_to_name(context));
}

Result<FileLock> lock_target(const Context& context, const cargo::Package& package,
                             const fs::path& name, std::string_view line) {
  const fs::path directory = cargo::build_directory(package);
  PREBIND_CHECK(make_directories(directory));
  PREBIND_TRY(lock, FileLock::try_lock(directory / name));
  if (lock) return std::move(*lock);
  if (context.on_message) context.on_message(line);
  return FileLock::wait(directory / name, LockMode::exclusive, context.interrupt);
}

}  // namespace prebind::engine
