#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <tl/expected.hpp>

#include "archive/make.h"
#include "assembler/target.h"
#include "engine/archives/gathered_archives.h"
#include "engine/archives/stored_assembler.h"
#include "engine/context.h"
#include "store/store.h"

namespace prebind::engine {

/// An archive to make, and what came of it.
struct ArchiveTask {
  GatheredArchivePointer archive;
  assembler::Variant variant;
  tl::expected<archive::Made, archive::Refusal> made = {};
  std::chrono::microseconds time = {};  ///< that it took
};

/// Makes archives on all processors, while others are still being looked for.
class ArchivePool {
 public:
  /// Of the crate in this folder. Without `uses_store`, all of them are assembled, also what the
  /// store has.
  ArchivePool(const Context& context, AssemblyOwner owner, const std::filesystem::path& folder,
              bool uses_store);
  /// Gives up what is not made yet.
  ~ArchivePool();
  ArchivePool(const ArchivePool&) = delete;
  ArchivePool& operator=(const ArchivePool&) = delete;

  /// The task stays where it is. It is being worked at until `finish` has returned.
  const ArchiveTask& add(GatheredArchivePointer archive, const assembler::Variant& variant);

  /// Waits until all are made. False if the context's `interrupt` came before.
  bool finish();

 private:
  void work(StoredAssembler& assembler);

  const Context& context_;
  const AssemblyOwner owner_;
  const bool uses_store_;
  const store::Store store_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<ArchiveTask> tasks_;
  std::size_t begun_ = 0;
  std::size_t done_ = 0;
  bool stopped_ = false;
  std::deque<StoredAssembler> assemblers_;
  std::vector<std::jthread> threads_;
};

}  // namespace prebind::engine
