#include "engine/archives/archive_pool.h"

#include <algorithm>
#include <utility>

#include "engine/cache/team_cache.h"
#include "util/descriptor.h"

namespace prebind::engine {

ArchivePool::ArchivePool(const Context& context, AssemblyOwner owner,
                         const std::filesystem::path& folder, bool uses_store)
    : context_(context),
      owner_(std::move(owner)),
      uses_store_(uses_store),
      store_(shared_store_options(context, folder)) {}

ArchivePool::~ArchivePool() {
  {
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
    for (StoredAssembler& assembler : assemblers_) assembler.stop();
  }
  changed_.notify_all();
}

const ArchiveTask& ArchivePool::add(GatheredArchivePointer archive,
                                    const assembler::Variant& variant) {
  const std::scoped_lock lock(mutex_);
  const ArchiveTask& task = tasks_.emplace_back(ArchiveTask{std::move(archive), variant});
  if (threads_.size() < std::max(1U, std::thread::hardware_concurrency())) {
    StoredAssembler& assembler = assemblers_.emplace_back(context_, store_);
    threads_.emplace_back([this, &assembler] { work(assembler); });
  }
  changed_.notify_all();
  return task;
}

bool ArchivePool::finish() {
  constexpr auto kInterruptEvery = std::chrono::milliseconds(50);
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kInterruptEvery, [&] { return done_ == tasks_.size(); })) {
    if (is_readable(context_.interrupt)) return false;
  }
  return true;
}

void ArchivePool::work(StoredAssembler& assembler) {
  const archive::Assemble assemble =
      uses_store_ ? assembler.for_owner(owner_) : assembler.without_store();
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return stopped_ || begun_ < tasks_.size(); });
    if (stopped_) return;
    ArchiveTask& task = tasks_[begun_++];
    lock.unlock();
    const auto start = std::chrono::steady_clock::now();
    task.made = archive::make(assemble, task.archive->name.name, task.archive->text, task.variant);
    task.time = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start);
    lock.lock();
    ++done_;
    if (done_ == tasks_.size()) changed_.notify_all();
  }
}

}  // namespace prebind::engine
