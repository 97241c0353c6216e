#!/usr/bin/env bash
# What the real `log` and `tracing` of a crate say comes to a logger of C++.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/said.inc"
unset CARGO_NET_OFFLINE  # the crates may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0

make_said
succeeds "$PREBIND" build said --lang cpp --output include/said.hpp --lib-dir lib
prints 'said: 9 functions and 0 types'
! grep 'left out' output || fail 'another host has a logger'

cat >calls.cpp <<'END'
#include <said.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#define CHECK(condition)                                          \
  do {                                                            \
    if (!(condition)) {                                           \
      std::fprintf(stderr, "%d: not so: %s\n", __LINE__, #condition); \
      std::exit(1);                                               \
    }                                                             \
  } while (false)

using said::LogLevel;
using said::LogRecord;
using Texts = std::vector<std::string>;

Texts said_at(LogLevel least) {
  Texts texts;
  CHECK(said::set_logger(
      least, [&](const LogRecord &record) { texts.emplace_back(record.message); }));
  for (std::uint8_t i = 0; i < 5; ++i) said::say(i, "text " + std::to_string(i));
  return texts;
}

void levels() {
  CHECK((said_at(LogLevel::off) == Texts{}));
  CHECK((said_at(LogLevel::warn) == Texts{"text 0", "text 1"}));
  CHECK(said_at(LogLevel::trace).size() == 5);
  std::vector<LogLevel> seen;
  CHECK(said::set_logger(LogLevel::info,
                         [&](const LogRecord &record) { seen.push_back(record.level); }));
  CHECK(said::set_log_level(LogLevel::debug));
  for (std::uint8_t i = 0; i < 5; ++i) said::say(i, "");
  CHECK((seen == std::vector<LogLevel>{LogLevel::error, LogLevel::warn, LogLevel::info,
                                       LogLevel::debug}));
  CHECK(said::set_logger(LogLevel::trace, nullptr));
  said::say(0, "to nobody");
  CHECK(seen.size() == 4);
}

void contents() {
  int count = 0;
  CHECK(said::set_logger(LogLevel::info, [&](const LogRecord &record) {
    ++count;
    CHECK(record.message == "with values" && record.target == "own");
    CHECK(record.file == "src/lib.rs" && record.line > 0);
    CHECK(record.values.size() == 4);
    for (const said::LogValue &each : record.values) {
      if (each.key == "count") CHECK(std::get<std::int64_t>(each.value) == 3);
      if (each.key == "ratio") CHECK(std::get<double>(each.value) == 0.5);
      if (each.key == "good") CHECK(std::get<bool>(each.value));
      if (each.key == "name") CHECK(std::get<std::string_view>(each.value) == "x");
    }
  }));
  said::say_values();
  CHECK(count == 1);
  CHECK(said::set_logger(LogLevel::info, [&](const LogRecord &record) {
    ++count;
    CHECK(record.level == LogLevel::warn && record.target == "said");
    CHECK(std::string(record.message).find("traced") == 0);
  }));
  said::from_tracing();
  CHECK(count == 2);
  CHECK(said::set_logger(LogLevel::info, [&](const LogRecord &record) {
    ++count;
    CHECK(record.target == "said::inner" && record.message.empty() && record.values.empty());
  }));
  said::say(2, "");
  CHECK(count == 3);
}

// Each thread says its numbers in their order.
void threads() {
  std::mutex mutex;
  Texts texts;
  CHECK(said::set_logger(LogLevel::info, [&](const LogRecord &record) {
    const std::lock_guard<std::mutex> lock(mutex);
    texts.emplace_back(record.message);
  }));
  said::threads(8, 200);
  CHECK(texts.size() == 8 * 200 + 1 && texts.back() == "over");
  std::vector<int> next(8);
  texts.pop_back();
  for (const std::string &each : texts) {
    const std::size_t space = each.find(' ');
    const int thread = std::stoi(each), number = std::stoi(each.substr(space));
    CHECK(next[static_cast<std::size_t>(thread)]++ == number);
  }
}

// Others set loggers while threads of Rust's use them.
void exchanged() {
  std::atomic<int> heard{0};
  std::atomic<bool> is_over{false};
  const auto set = [&] {
    return said::set_logger(LogLevel::info, [&, own = std::string(100, 'x')](const LogRecord &) {
      heard += own.size() == 100 ? 1 : 1000000;
    });
  };
  CHECK(set());
  std::thread other([&] {
    while (!is_over) CHECK(set());
  });
  said::threads(4, 2000);
  is_over = true;
  other.join();
  CHECK(heard == 4 * 2000 + 1);

  std::atomic<bool> has_come{false};
  CHECK(said::set_logger(LogLevel::info, [&](const LogRecord &record) {
    has_come = record.message == "later";
  }));
  said::later(10);
  for (int i = 0; i < 2000 && !has_come; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  CHECK(has_come);
}

// A logger calls Rust, sets another one, and throws.
void calls_back() {
  Texts texts;
  CHECK(said::set_logger(LogLevel::trace, [&](const LogRecord &record) {
    texts.emplace_back(record.message);
    if (record.message == "outer") said::say(2, "inner");
    if (record.message == "next") {
      CHECK(said::set_logger(LogLevel::info, [&texts](const LogRecord &later) {
        texts.emplace_back("then " + std::string(later.message));
      }));
    }
    if (record.message == "bad") throw std::runtime_error("no disk");
    if (record.message == "worse") throw 3;
  }));
  said::say(2, "outer");
  said::say(2, "bad");
  said::say(2, "worse");
  said::say(2, "next");
  said::say(2, "last");
  CHECK((texts == Texts{"outer", "inner", "bad", "worse", "next", "then last"}));
}

int main() {
#if defined(SAID_LOAD_AT_RUN_TIME)
  try {
    (void)said::set_logger(LogLevel::info, nullptr);
    CHECK(false);
  } catch (const said::LoadError &error) {
    CHECK(std::string(error.what()).find("is not loaded") != std::string::npos);
  }
  said::load("lib/libsaid.so");
#endif
  levels();
  contents();
  threads();
  exchanged();
  calls_back();
  std::puts("as it should be");
}
END
flags=(-Wall -Wextra -Werror -Wshadow -Wconversion -Iinclude -pthread)
link=(-Llib -lsaid '-Wl,-rpath,lib')
succeeds g++ -std=c++17 -O2 "${flags[@]}" calls.cpp "${link[@]}" -o calls
succeeds clang++-19 -std=c++20 -g -fsanitize=address,undefined "${flags[@]}" calls.cpp \
  "${link[@]}" -o checked
succeeds g++ -std=c++20 "${flags[@]}" -DSAID_LOAD_AT_RUN_TIME calls.cpp -ldl -o loading
echo '#include <said.hpp>' >alone.cpp
succeeds g++ -std=c++17 "${flags[@]}" -fno-exceptions -fno-rtti -fsyntax-only alone.cpp
for each in calls checked loading; do
  succeeds "./$each"
  prints 'as it should be'
  says 'said: the logger threw: no disk'
  says 'said: the logger threw something that is not a std::exception'
done

# A logger that was there before stays.
make_loud
succeeds "$PREBIND" build loud --lang cpp --output include/loud.hpp --lib-dir lib
cat >loud.cpp <<'END'
#include <loud.hpp>

int main() {
  const bool has_it = loud::set_logger(loud::LogLevel::info, [](const loud::LogRecord &) {});
  loud::say();
  return has_it ? 1 : 0;
}
END
succeeds g++ -std=c++17 "${flags[@]}" loud.cpp -Llib -lloud -Wl,-rpath,lib -o with_own
succeeds ./with_own
prints 'own: text'
