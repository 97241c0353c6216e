#include "remote/action_result.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include <build/bazel/remote/execution/v2/remote_execution.pb.h>
#include <gtest/gtest.h>

#include "util/testing.h"

namespace prebind::remote {
namespace {

namespace fs = std::filesystem;
namespace reapi = build::bazel::remote::execution::v2;

const Digest kKey = Digest::of("key");
const Digest kOther = Digest::of("other key");

RemoteEntry entry() {
  return {.files = {{.path = "library",
                     .blob = {.digest = Digest::of("library"), .size = 7},
                     .is_executable = true},
                    {.path = "action.json", .blob = {.digest = Digest::of("{}"), .size = 2}}}};
}

reapi::ActionResult message_of(const RemoteEntry& entry) {
  reapi::ActionResult message;
  EXPECT_TRUE(message.ParseFromString(encode(entry)));
  return message;
}

/// What the server bazel-remote demands of an entry that it takes, over HTTP as over gRPC: that it
/// is not empty, and what its `validate.ActionResult` checks of each field. We write few of them.
void expect_valid(const reapi::ActionResult& message) {
  const std::regex hash("[a-f0-9]{64}");
  EXPECT_GT(message.ByteSizeLong(), 0U);
  for (const reapi::OutputFile& file : message.output_files()) {
    EXPECT_FALSE(file.path().empty());
    EXPECT_NE(file.path().front(), '/');
    ASSERT_TRUE(file.has_digest());
    EXPECT_TRUE(std::regex_match(file.digest().hash(), hash)) << file.digest().hash();
    EXPECT_GE(file.digest().size_bytes(), 0);
  }
  EXPECT_EQ(message.output_directories_size(), 0);
  EXPECT_EQ(message.output_symlinks_size(), 0);
  const auto* fields = message.GetDescriptor();
  for (const char* deprecated : {"output_file_symlinks", "output_directory_symlinks"}) {
    const auto* field = fields->FindFieldByName(deprecated);
    ASSERT_NE(field, nullptr);
    EXPECT_EQ(message.GetReflection()->FieldSize(message, field), 0);
  }
  EXPECT_FALSE(message.has_stdout_digest());
  EXPECT_FALSE(message.has_stderr_digest());
}

TEST(ActionResult, RoundTrip) {
  const auto secret = SecretKey::generate();
  ASSERT_TRUE(secret);
  RemoteEntry written = entry();
  ASSERT_TRUE(sign(written, EntryKind::action, kKey, *secret));
  const auto read = decode(encode(written));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->files.size(), 2U);
  EXPECT_EQ(read->files[0].path, "action.json") << "sorted";
  EXPECT_EQ(read->files[1], entry().files[0]);
  ASSERT_TRUE(read->signer);
  EXPECT_TRUE(
      read->signer->verifies(signed_text(EntryKind::action, kKey, read->files), read->signature));
  expect_valid(message_of(written));
}

TEST(ActionResult, EachKindIsWhatServersTake) {
  const auto secret = SecretKey::generate();
  ASSERT_TRUE(secret);
  RemoteEntry request = {
      .files = {{.path = "lists/" + kOther.hex(), .blob = {.digest = kOther, .size = 9}}}};
  for (RemoteEntry written : {entry(), request, RemoteEntry()}) {
    expect_valid(message_of(written));
    ASSERT_TRUE(sign(written, EntryKind::request, kKey, *secret));
    expect_valid(message_of(written));
  }
  // An output may be empty, and its digest still has to be there.
  RemoteEntry empty = entry();
  empty.files[0].blob = {.digest = Digest::of(""), .size = 0};
  expect_valid(message_of(empty));
}

TEST(ActionResult, ASignatureIsOfOneEntry) {
  const auto secret = SecretKey::generate();
  ASSERT_TRUE(secret);
  RemoteEntry written = entry();
  ASSERT_TRUE(sign(written, EntryKind::action, kKey, *secret));
  const auto verifies = [&](EntryKind kind, const Digest& key, const RemoteEntry& of) {
    return written.signer->verifies(signed_text(kind, key, of.files), written.signature);
  };
  EXPECT_TRUE(verifies(EntryKind::action, kKey, written));
  EXPECT_FALSE(verifies(EntryKind::action, kOther, written));
  EXPECT_FALSE(verifies(EntryKind::request, kKey, written));
  RemoteEntry changed = written;
  changed.files[0].blob.digest = kOther;
  EXPECT_FALSE(verifies(EntryKind::action, kKey, changed));
  changed = written;
  changed.files[0].blob.size = 8;
  EXPECT_FALSE(verifies(EntryKind::action, kKey, changed));
  changed = written;
  changed.files[0].is_executable = false;
  EXPECT_FALSE(verifies(EntryKind::action, kKey, changed));
  changed = written;
  changed.files[0].path = "object";
  EXPECT_FALSE(verifies(EntryKind::action, kKey, changed));
  changed = written;
  changed.files.pop_back();
  EXPECT_FALSE(verifies(EntryKind::action, kKey, changed));
  EXPECT_FALSE(SecretKey::generate()->public_key().verifies(
      signed_text(EntryKind::action, kKey, written.files), written.signature));
}

TEST(ActionResult, WhatIsNotOurs) {
  EXPECT_FALSE(decode(""));
  EXPECT_FALSE(decode("no message"));
  EXPECT_FALSE(decode(std::string(kMostEntryBytes + 1, '\n')));
  for (const char* path : {"", "/library", "../library", "a/../b", "./a", "a//b", "a/", "a b",
                           "caf\xc3\xa9", "a\nb"}) {
    RemoteEntry bad = entry();
    bad.files[0].path = path;
    EXPECT_FALSE(decode(encode(bad))) << path;
  }
  RemoteEntry twice = entry();
  twice.files.push_back(twice.files[0]);
  EXPECT_FALSE(decode(encode(twice)));
  RemoteEntry many = {};
  for (std::size_t i = 0; i <= kMostFiles; ++i) {
    many.files.push_back(entry().files[0]);
    many.files.back().path = "file" + std::to_string(i);
  }
  EXPECT_FALSE(decode(encode(many)));
  reapi::ActionResult message = message_of(entry());
  message.mutable_output_files(0)->mutable_digest()->set_size_bytes(-1);
  EXPECT_FALSE(decode(message.SerializeAsString()));
  message = message_of(entry());
  message.mutable_output_files(0)->mutable_digest()->set_hash("ABCD");
  EXPECT_FALSE(decode(message.SerializeAsString()));
  message = message_of(entry());
  message.set_exit_code(1);
  EXPECT_FALSE(decode(message.SerializeAsString()));
}

/// For readers of the format, and for other programs: what lies on a server, and what protoc says
/// of it (docs/formats/remote.md).
TEST(ActionResult, Golden) {
  RemoteEntry golden = entry();
  golden.signer = PublicKey{.bytes = std::string(32, '\1')};
  golden.signature = std::string(64, '\2');
  const std::string bytes = encode(golden);
  const TemporaryDirectory directory;
  std::ofstream(directory.path() / "entry", std::ios::binary) << bytes;
  const std::string protocols = PREBIND_SOURCE "/third_party/remote-apis";
  const std::string command =
      std::string(PREBIND_PROTOC) + " -I " + protocols +
      " -I " PREBIND_SOURCE "/src/remote/protocols" +
      " --decode=build.bazel.remote.execution.v2.ActionResult prebind/cache/v1/signature.proto "
      "build/bazel/remote/execution/v2/remote_execution.proto <" +
      (directory.path() / "entry").string() + " >" + (directory.path() / "text").string();
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  const auto content = [](const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const fs::path expected = PREBIND_SOURCE "/tests/golden/action_result.txt";
  const std::string text = content(directory.path() / "text");
  if (std::getenv("PREBIND_UPDATE_GOLDEN") != nullptr) std::ofstream(expected) << text;
  EXPECT_EQ(text, content(expected)) << "run again with PREBIND_UPDATE_GOLDEN=1, and review";
}

}  // namespace
}  // namespace prebind::remote
