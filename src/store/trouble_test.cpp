// Whatever is wrong with the store's directory, building goes on without it, and one line says why.
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <iterator>
#include <thread>

#include <gtest/gtest.h>

#include "store/maintenance.h"
#include "store/testing.h"
#include "util/file.h"

namespace prebind::store {
namespace {

namespace fs = std::filesystem;

class TroubleTest : public StoreFixture {
 public:
  ~TroubleTest() override {
    if (is_mounted) ::umount2(root.c_str(), MNT_DETACH);
  }

  /// What a build does with the store; the lines it is told.
  std::vector<std::string> use(const fs::path& place) {
    std::vector<std::string> lines;
    Store used(
        {.root = place, .on_notice = [&](const std::string& line) { lines.push_back(line); }});
    was_found = used.find(key).has_value();
    used.input_lists(request);
    used.count_miss("not-stored");
    const auto lock = used.lock(key);
    EXPECT_TRUE(lock);
    was_published = used.publish(key, action(), outputs("library content"));
    used.publish(other_key, action(), outputs("library content"));
    return lines;
  }
  std::vector<std::string> only(const std::string& line) { return {line}; }

  /// As `options` of tmpfs; false (and a reason) where this process may not mount.
  bool mount(const std::string& options = "") {
    fs::create_directories(root);
    is_mounted = ::mount("none", root.c_str(), "tmpfs", 0, ("mode=755," + options).c_str()) == 0;
    return is_mounted;
  }

  bool was_found = false, was_published = false;
  bool is_mounted = false;
};

/// A user without rights, for as long as this lives; needs root to become it.
class OtherUser {
 public:
  static constexpr uid_t kNobody = 65534;
  OtherUser() : is_other_(::geteuid() == 0 && ::seteuid(kNobody) == 0) {}
  ~OtherUser() {
    if (is_other_) (void)!::seteuid(0);
  }
  bool is_other() const { return is_other_; }

 private:
  bool is_other_;
};

TEST_F(TroubleTest, NoPlaceIsKnown) {
  EXPECT_EQ(use({}),
            only("the cache is not used: no folder is known for it (set PREBIND_CACHE_DIR)"));
  EXPECT_FALSE(was_published);
}

TEST_F(TroubleTest, NoHome) {
  const OtherUser nobody;
  if (::geteuid() == 0) GTEST_SKIP() << "root may create any directory";
  EXPECT_EQ(use("/none/cache"),
            only("the cache is not used: cannot create the directory `/none`: Permission denied"));
}

TEST_F(TroubleTest, FileInItsPlace) {
  write(root, "");
  EXPECT_EQ(use(root), only("the cache is not used: `" + root.string() + "` is not a directory"));
  EXPECT_EQ(use(root / "below").size(), 1u);
}

TEST_F(TroubleTest, WritableByOthers) {
  ASSERT_TRUE(publish(key, "library content"));
  for (const fs::path& part : {root, root / "v1", root / "v1/blobs", root / "v1/actions",
                               root / "v1/requests", root / "v1/temporary"}) {
    for (const fs::perms others : {fs::perms::group_write, fs::perms::others_write}) {
      fs::permissions(part, others, fs::perm_options::add);
      EXPECT_EQ(use(root), only("the cache is not used: others may write to `" + part.string() +
                                "` (`chmod go-w` prevents that)"));
      EXPECT_FALSE(was_found);
      fs::permissions(part, others, fs::perm_options::remove);
    }
  }
  EXPECT_EQ(use(root), std::vector<std::string>());
  EXPECT_TRUE(was_found);
}

TEST_F(TroubleTest, OwnDirectoriesAreNotWritableByOthersWhateverTheUmask) {
  const mode_t before = ::umask(0);
  EXPECT_TRUE(publish(key, "library content"));
  ::umask(before);
  EXPECT_EQ(use(root), std::vector<std::string>());
  EXPECT_TRUE(was_found);
}

TEST_F(TroubleTest, BelongsToAnotherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a directory away";
  ASSERT_TRUE(publish(key, "library content"));
  ASSERT_EQ(::chown(root.c_str(), OtherUser::kNobody, 0), 0);
  EXPECT_EQ(use(root),
            only("the cache is not used: `" + root.string() + "` belongs to another user (65534)"));
  EXPECT_FALSE(was_found);
}

TEST_F(TroubleTest, BelongsToRootAndCanBeRead) {
  ASSERT_TRUE(publish(key, "library content"));
  fs::permissions(directory.path(), fs::perms(0755));
  const OtherUser nobody;
  if (!nobody.is_other()) GTEST_SKIP() << "only root can become another user";
  EXPECT_EQ(use(root), only("the cache is only read: cannot write to `" + (root / "v1").string() +
                            "`: Permission denied"));
  EXPECT_TRUE(was_found);
  EXPECT_FALSE(was_published);
}

TEST_F(TroubleTest, ReadOnlyFileSystem) {
  if (!mount()) GTEST_SKIP() << "mounting a tmpfs is not allowed here";
  ASSERT_TRUE(publish(key, "library content"));
  ASSERT_EQ(::mount("none", root.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, ""), 0);
  EXPECT_EQ(use(root), only("the cache is only read: cannot write to `" + (root / "v1").string() +
                            "`: Read-only file system"));
  EXPECT_TRUE(was_found);
  EXPECT_EQ(verify(Store({.root = root}))->blobs, 2u);
}

TEST_F(TroubleTest, EmptyReadOnlyFileSystem) {
  if (!mount()) GTEST_SKIP() << "mounting a tmpfs is not allowed here";
  ASSERT_EQ(::mount("none", root.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, ""), 0);
  EXPECT_EQ(use(root), only("the cache is not used: cannot create the directory `" +
                            (root / "v1").string() + "`: Read-only file system"));
}

TEST_F(TroubleTest, FullDisk) {
  if (!mount("size=128k")) GTEST_SKIP() << "mounting a tmpfs is not allowed here";
  ASSERT_TRUE(publish(key, "library content"));
  std::vector<std::string> lines;
  Store full({.root = root, .on_notice = [&](const std::string& line) { lines.push_back(line); }});
  EXPECT_FALSE(full.publish(other_key, action(), outputs(std::string(200'000, 'x'))));
  EXPECT_FALSE(full.publish(other_key, action(), outputs(std::string(200'000, 'x'))));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].starts_with("the result is not cached: cannot write")) << lines[0];
  EXPECT_TRUE(lines[0].ends_with("No space left on device")) << lines[0];

  // What was there is as it was, nothing is left behind, and small results still fit.
  EXPECT_TRUE(fs::is_empty(full.layout().temporary()));
  EXPECT_TRUE(full.find(key));
  EXPECT_EQ(full.find(other_key).error(), Miss::not_stored);
  EXPECT_TRUE(full.publish(other_key, action(), outputs("small")));
}

/// From here on every write of this process fails as it does where a quota is used up. False where
/// the system does not allow that.
bool use_up_quota() {
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EDQUOT),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter = {.len = std::size(program), .filter = program};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

TEST_F(TroubleTest, QuotaThatIsUsedUp) {
  ASSERT_TRUE(publish(key, "library content"));
  const pid_t child = ::fork();
  if (child == 0) {
    if (!use_up_quota()) ::_exit(2);
    const std::vector<std::string> lines = use(root);
    const bool is_right = was_found && !was_published && lines.size() == 1 &&
                          lines[0] == "the result is not cached: cannot write `" +
                                          store.layout().temporary().string() +
                                          "`: Disk quota exceeded";
    ::_exit(is_right ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 2) GTEST_SKIP() << "system calls cannot be filtered here";
  EXPECT_EQ(WEXITSTATUS(status), 0);
  // What was there is as it was, and nothing is left behind.
  EXPECT_TRUE(fs::is_empty(store.layout().temporary()));
  EXPECT_TRUE(store.find(key));
  EXPECT_EQ(store.find(other_key).error(), Miss::not_stored);
}

TEST_F(TroubleTest, DiskWithoutRoomForNamesEither) {
  if (!mount("size=1m,nr_inodes=12")) GTEST_SKIP() << "mounting a tmpfs is not allowed here";
  const std::vector<std::string> lines = use(root);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].ends_with("No space left on device")) << lines[0];
  EXPECT_FALSE(was_published);
}

TEST_F(TroubleTest, FormatThatThisEngineDoesNotKnow) {
  ASSERT_TRUE(publish(key, "library content"));
  write(root / "v1" / "format", "prebind-store 1 with a twist\n");
  EXPECT_EQ(use(root), only("the cache is not used: `" + (root / "v1").string() +
                            "` has a format that this engine does not know"));
}

TEST_F(TroubleTest, EngineOfAnotherFormatBesideIsLeftAlone) {
  fs::create_directories(root / "v2" / "blobs");
  write(root / "v2" / "format", "prebind-store 2\n");
  EXPECT_EQ(use(root), std::vector<std::string>());
  EXPECT_TRUE(was_published);
  ASSERT_TRUE(clear(store));
  EXPECT_EQ(read_file(root / "v2" / "format").value(), "prebind-store 2\n");
}

TEST_F(TroubleTest, DirectoriesThatSomebodyRemovedAreMadeAgain) {
  ASSERT_TRUE(publish(key, "library content"));
  for (const char* part : {"blobs", "actions", "locks", "temporary", "requests", "bad"}) {
    fs::remove_all(root / "v1" / part);
  }
  EXPECT_EQ(use(root), std::vector<std::string>());
  EXPECT_TRUE(was_published);
}

TEST_F(TroubleTest, NothingIsCleanedThatCannotAllBeSeen) {
  fs::create_directories(root);
  fs::permissions(directory.path(), fs::perms(0755));
  (void)!::chown(root.c_str(), OtherUser::kNobody, OtherUser::kNobody);
  const OtherUser nobody;
  const Store own({.root = root});
  ASSERT_TRUE(own.publish(key, action(), outputs("library content")));
  const fs::path hidden = own.layout().action(key).parent_path();
  fs::permissions(hidden, fs::perms::none);
  const auto cleaned = clean(own, {});
  fs::permissions(hidden, fs::perms(0755));
  ASSERT_FALSE(cleaned);
  EXPECT_EQ(cleaned.error().message, "cannot list `" + hidden.string() + "`: Permission denied");
  EXPECT_TRUE(own.find(key));
}

TEST_F(TroubleTest, CleanerThatDoesNotEnd) {
  ASSERT_TRUE(publish(key, "library content"));
  const auto gate = FileLock::try_lock(store.layout().gate());
  ASSERT_TRUE(gate && *gate);
  Store small({.root = path("store"), .max_size = 1});
  clean_if_too_large(small, read_statistics(small.layout()));
  EXPECT_TRUE(store.find(key)) << "given up, not waited for";
}

}  // namespace
}  // namespace prebind::store
