#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "archive/make.h"
#include "assembler/worker.h"
#include "engine/context.h"
#include "store/store.h"

namespace prebind::engine {

/// For whom something is assembled: shown with what is in the store.
struct AssemblyOwner {
  std::string crate, version = {};
};

/// Assembles in a child process, and what the store has of an unchanged text not again. The key is
/// the text, the variant and the engine. A store that cannot be used is as good as none.
///
/// One thread at a time; several of these may share the store, which must outlive them.
class StoredAssembler {
 public:
  /// Shorter texts are assembled sooner than they are found in the store: see docs/archives.md.
  static constexpr std::size_t kShortestStored = std::size_t{16} << 10;

  StoredAssembler(const Context& context, const store::Store& store,
                  std::size_t shortest_stored = kShortestStored);

  /// Only what is well is stored; errors are found again.
  tl::expected<assembler::Object, assembler::Diagnostics> assemble(
      std::string_view text, const assembler::Variant& variant, const AssemblyOwner& owner);

  /// The same without looking into the store: to verify what is there.
  archive::Assemble without_store();
  archive::Assemble for_owner(AssemblyOwner owner);

  /// From any thread: see Worker::stop.
  void stop() { worker_.stop(); }

 private:
  std::string engine_;
  const store::Store& store_;
  std::size_t shortest_stored_;
  assembler::Worker worker_;
};

}  // namespace prebind::engine
