// Functions that return readers and writers.
#include <cstdio>
#include <istream>
#include <iterator>
#include <ostream>
#include <string>
#include <vector>

#include "check.hpp"

namespace readers_tests {

using conformance::FailureKind;
using conformance::StreamBuffer;

template <typename Reader>
std::string all_of(Reader&& reader) {
  StreamBuffer buffer(reader);
  std::istream input(&buffer);
  return {std::istreambuf_iterator<char>(input), {}};
}

void of_bytes() {
  std::vector<std::uint8_t> bytes(8);
  auto numbers = conformance::counting(10);
  CHECK(numbers.read(bytes) == 8 && bytes[7] == 7);
  CHECK(*numbers.try_read(bytes) == 2 && bytes[0] == 8 && numbers.read(bytes) == 0);
  CHECK(all_of(conformance::counting(200000)).size() == 200000);
  auto boasting = conformance::boasting();
  CHECK(boasting.read(bytes) == 8);
  CHECK(!conformance::find_text("unknown"));
  CHECK(all_of(*conformance::find_text("known")) == "found");
  CHECK(*conformance::counted_reader().try_read(bytes) == 3);
  CHECK(conformance::counted_readers() == 0);

  auto dripping = conformance::dripping("one\ntwo three\n", 3);
  StreamBuffer buffer(dripping);
  std::istream input(&buffer);
  std::string line, word;
  CHECK(std::getline(input, line) && line == "one");
  CHECK(input >> word && word == "two" && input >> word && word == "three");
  CHECK(!(input >> word) && input.eof());
}

void of_files() {
  const std::string path = "readers.txt";
  CHECK(conformance::try_open_file("no such folder/file").error().kind() == FailureKind::error);
  {
    auto file = conformance::create_file(path);
    StreamBuffer buffer(file);
    std::ostream output(&buffer);
    output << "text " << 12 << std::flush << '\n';
    CHECK(file.write({}) == 0);
    file.flush();
  }
  auto file = conformance::open_file(path);
  CHECK(file.seek(2, -3) == 5 && all_of(file) == "12\n" && *file.try_seek(0, 1) == 1);
  CHECK(file.try_seek(0, -1).error().kind() == FailureKind::error);

  auto edited = conformance::edit_file(path);
  StreamBuffer buffer(edited);
  std::iostream both(&buffer);
  std::string word;
  CHECK(both >> word && word == "text" && both.tellg() == 4);
  both << "! ";
  CHECK(both.seekg(0) && std::getline(both, word) && word == "text! 2");
  std::remove(path.c_str());
}

void of_faults() {
  std::vector<std::uint8_t> bytes(8);
  auto failing = conformance::failing(false);
  CHECK(failing.read(bytes) == 3);
  CHECK(failing.try_read(bytes).error().message() == "the cable is cut");
  CHECK(*failing.try_write(bytes) == 0);
  CHECK(failing.try_flush().error().message() == "nothing was sent");
  StreamBuffer buffer(failing);
  std::iostream both(&buffer);
  std::string word;
  CHECK(!(both >> word) && both.bad());
  both.clear();
  CHECK(!(both << "text") && both.bad());
  both.clear();
  both.exceptions(std::ios::badbit);
  CHECK_THROWS(conformance::RustError, "nothing was sent", both.flush());

  auto panicking = conformance::failing(true);
  CHECK(panicking.read(bytes) == 3);
  CHECK(panicking.try_read(bytes).error().kind() == FailureKind::panic);
  CHECK(panicking.try_read(bytes).error().message() == "it panicked in an earlier call");
}

void of_objects() {
  conformance::Page page("some text");
  {
    auto reader = page.reader(5);
    CHECK(page.try_add("!").error().kind() == FailureKind::borrowed);
    CHECK(all_of(reader) == "text");
  }
  {
    auto writer = page.writer();
    StreamBuffer buffer(writer);
    std::ostream output(&buffer);
    CHECK(output << " and " << 42);
    CHECK(writer.try_write(std::vector<std::uint8_t>{0xff}).error().kind() == FailureKind::error);
    writer.flush();
  }
  page.add(".");
  CHECK(page.text() == "some text and 42.");
}

void of_what_waits() {
  conformance::Witness witness;
  auto pipe = witness.echo(1);
  StreamBuffer buffer(pipe);
  std::iostream both(&buffer);
  std::string line;
  CHECK(both << "one line\n" && std::getline(both, line) && line == "one line");
  CHECK(witness.flushes() == 0 && both.flush() && witness.flushes() == 1);
  std::vector<std::uint8_t> bytes(8);
  CHECK(pipe.write(std::vector<std::uint8_t>{7, 8, 9}) == 3);
  pipe.flush(0).get();
  CHECK(pipe.read(bytes) == 0 && pipe.fill().get() == 3);
  CHECK(pipe.read(bytes) == 3 && bytes[2] == 9);
  auto late = pipe.fill();
  late.cancel();
  CHECK(late.try_get().error().kind() == FailureKind::cancelled);
  pipe.flush(2).get();
  CHECK(pipe.fill().get() == 0 && witness.is_shut());
  auto listening = witness.listen();
  CHECK(listening.fill().get() == 0 && listening.read(bytes) == 0);

  auto connection = conformance::connect("somebody", 2).get();
  connection.write(std::vector<std::uint8_t>{1});
  connection.flush(1).get();
  CHECK(connection.fill().get() == 1 && connection.read(bytes) == 1);
  CHECK(conformance::connect("", 1).try_get().error().message() == "nobody is called nothing");
  CHECK(all_of(conformance::fetch_text("readers").get()) == "about readers");
  auto lengths = conformance::fetch_lengths("one three").get();
  CHECK(lengths && lengths->next() == 3u && lengths->next() == 5u && !lengths->next());
}

}  // namespace readers_tests

void readers() {
  readers_tests::of_bytes();
  readers_tests::of_files();
  readers_tests::of_faults();
  readers_tests::of_objects();
  readers_tests::of_what_waits();
}
