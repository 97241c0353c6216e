#pragma once

#include <fcntl.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "store/store.h"
#include "util/testing.h"

namespace prebind::store {

/// For tests: a store in a new directory, and results to put into it.
class StoreFixture : public testing::Test {
 public:
  std::filesystem::path path(const std::string& name) const { return directory.path() / name; }

  static void write(const std::filesystem::path& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
  }

  static std::vector<NewOutput> outputs(const std::string& library) {
    return {
        {.name = "library", .file = "libgeometry.so", .content = library, .is_executable = true},
        {.name = "interface", .file = "interface.json", .content = "interface"}};
  }
  static Action action() {
    return {.crate = "geometry",
            .version = "1.2.3",
            .profile = "release",
            .target = "x86_64-unknown-linux-gnu",
            .engine = "0.1.0",
            .created = 1'700'000'000,
            .seconds = 2.5};
  }
  bool publish(const Digest& where, const std::string& library,
               const InputList* list = nullptr) const {
    return store.publish(where, action(), outputs(library), list);
  }

  std::filesystem::path blob(const std::string& content) const {
    return store.layout().blob(Digest::of(content));
  }

  /// Changes one bit in the middle of a file, as a bad disk does.
  static void flip(const std::filesystem::path& path) {
    const auto permissions = std::filesystem::status(path).permissions();
    std::filesystem::permissions(path, permissions | std::filesystem::perms::owner_write);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const auto middle = static_cast<std::streamoff>(std::filesystem::file_size(path) / 2);
    file.seekg(middle);
    const char byte = static_cast<char>(file.get() ^ 1);
    file.seekp(middle);
    file.put(byte);
    file.close();
    std::filesystem::permissions(path, permissions);
  }

  static void set_age(const std::filesystem::path& path, int seconds) {
    timespec now = {};
    ::clock_gettime(CLOCK_REALTIME, &now);
    now.tv_sec -= seconds;
    const timespec times[2] = {now, now};
    ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
  }

  static unsigned mode(const std::filesystem::path& path) {
    struct stat data = {};
    return ::stat(path.c_str(), &data) == 0 ? data.st_mode & 07777 : 0;
  }
  static ino_t inode_of(const std::filesystem::path& path) {
    struct stat data = {};
    return ::stat(path.c_str(), &data) == 0 ? data.st_ino : 0;
  }

  const TemporaryDirectory directory;
  const std::filesystem::path root = directory.path() / "cache";
  std::vector<std::string> notices;
  Store store{{.root = root, .max_size = 0, .on_notice = [this](const std::string& line) {
                 notices.push_back(line);
               }}};
  const Digest key = Digest::of("key"), other_key = Digest::of("other key"),
               request = Digest::of("request");
};

}  // namespace prebind::store
