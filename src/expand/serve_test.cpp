#include "expand/serve.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "expand/test_tokens.h"
#include "expand/wire.h"

namespace prebind::expand {
namespace {

std::string framed(const std::string& payload) {
  std::string frame;
  for (unsigned i = 0; i < 4; ++i) frame += static_cast<char>((payload.size() >> (8 * i)) & 0xff);
  return frame + payload;
}

struct Answers {
  Result<void> result;
  std::string bytes;
};

std::vector<Diagnostic> refuse_archive(const CrateName& crate, const ArchiveRequest& request) {
  return {{.range = {0, 0}, .message = crate.version + " " + request.name, .help = request.text}};
}

/// Lets `serve` read these bytes and then the end.
Answers serve_bytes(const std::string& input) {
  int in[2];
  int out[2];
  EXPECT_EQ(::pipe(in), 0);
  EXPECT_EQ(::pipe(out), 0);
  std::thread writer([&] {
    EXPECT_EQ(::write(in[1], input.data(), input.size()), static_cast<ssize_t>(input.size()));
    ::close(in[1]);
  });
  Answers answers;
  std::thread reader([&] {
    char buffer[4096];
    for (ssize_t count = 0; (count = ::read(out[0], buffer, sizeof buffer)) > 0;) {
      answers.bytes.append(buffer, static_cast<std::size_t>(count));
    }
  });
  answers.result = serve(in[0], out[1], refuse_archive);
  ::close(out[1]);
  writer.join();
  reader.join();
  ::close(in[0]);
  ::close(out[0]);
  return answers;
}

const std::string kHello =
    framed(encode_hello({.crate = "g", .package = "g", .package_version = "1"}));

TEST(Serve, AnswersUntilTheInputEnds) {
  const Answers answers = serve_bytes(kHello + framed(encode_request(test_tokens("fn f() {}"))) +
                                      framed(encode_request(test_tokens("fn g(v: Rc<u8>) {}"))));
  EXPECT_TRUE(answers.result);
  EXPECT_NE(answers.bytes.find("PREBIND_RECORD_g__f__"), std::string::npos);
  EXPECT_NE(answers.bytes.find("`Rc<u8>` cannot cross to the host"), std::string::npos);
}

TEST(Serve, ArchivesAreMadeByTheCaller) {
  const ArchiveRequest request = {.name = "table",
                                  .text = "nop\n",
                                  .directory = "/d",
                                  .keep = true,
                                  .own_directory = "/o",
                                  .literals = {0}};
  const Answers answers = serve_bytes(kHello + framed(encode_archive_request(request)) +
                                      framed(encode_request(test_tokens("fn f() {}"))));
  EXPECT_TRUE(answers.result);
  EXPECT_NE(answers.bytes.find("1 table"), std::string::npos);
  EXPECT_NE(answers.bytes.find("nop\n"), std::string::npos);
  EXPECT_NE(answers.bytes.find("PREBIND_RECORD_g__f__"), std::string::npos);
}

TEST(Serve, AnotherProtocolIsNamed) {
  const Answers answers = serve_bytes(framed(encode_hello({.version = 7})));
  EXPECT_TRUE(answers.result);
  EXPECT_NE(answers.bytes.find("the crate `prebind` uses version 7 of the expansion protocol, the "
                               "engine (Prebind " PREBIND_VERSION ") version 4"),
            std::string::npos);
  EXPECT_NE(answers.bytes.find("help: use the crate and the program of one Prebind release"),
            std::string::npos);
}

TEST(Serve, NothingIsAnEnd) {
  EXPECT_TRUE(serve_bytes("").result);
}

TEST(Serve, ABrokenRequestIsAnError) {
  EXPECT_EQ(serve_bytes(kHello + "\x09").result.error().message, "a request is incomplete");
  EXPECT_EQ(serve_bytes(framed("hm")).result.error().message,
            "the macro sent a greeting that is damaged");
  EXPECT_EQ(serve_bytes("\xff\xff\xff\xff").result.error().message,
            "a request of 4294967295 bytes is too long");
}

TEST(Serve, FailingDescriptorsAreErrors) {
  EXPECT_EQ(serve(-1, -1, refuse_archive).error().message,
            "cannot read requests: Bad file descriptor");
}

}  // namespace
}  // namespace prebind::expand
