// What a call costs: the header's functions, those of cxx, and C functions that are written by hand
// for the same work. Prints a line of each row and series: their names, and nanoseconds of the
// processor of each turn.
//   calls TURNS
#include <over-cxx/src/lib.rs.h>
#include <calls.hpp>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

struct HandText {
  char* bytes;
  std::size_t length;
};
extern "C" {
double hand_add_f64(double, double);
std::int32_t hand_add_i32(std::int32_t, std::int32_t);
double hand_sum(const double*, std::size_t);
HandText hand_echo(const char*, std::size_t);
void hand_free_text(HandText);
void* hand_counter_new();
void hand_counter_free(void*);
std::int64_t hand_counter_read(const void*);
}

namespace {

volatile double sink;

template <typename Call>
double nanoseconds(std::size_t calls, const Call& call) {
  double sum = 0;
  const std::clock_t start = std::clock();
  for (std::size_t i = 0; i < calls; ++i) sum += static_cast<double>(call(i));
  const std::clock_t end = std::clock();
  sink = sum;
  return static_cast<double>(end - start) * 1e9 / CLOCKS_PER_SEC / static_cast<double>(calls);
}

int turns = 1;

constexpr const char* kSeries[] = {"prebind", "cxx", "hand"};

// In turns, so that what else the machine does hits all of them.
template <typename Ours, typename Cxx, typename Hand>
void row(const char* name, std::size_t calls, const Ours& ours, const Cxx& cxx, const Hand& hand) {
  std::vector<double> samples[3];
  for (int turn = 0; turn < turns; ++turn) {
    for (int i = 0; i < 3; ++i) {
      const int series = (turn + i) % 3;
      samples[series].push_back(series == 0   ? nanoseconds(calls, ours)
                                : series == 1 ? nanoseconds(calls, cxx)
                                              : nanoseconds(calls, hand));
    }
  }
  for (int series = 0; series < 3; ++series) {
    std::printf("%s\t%s", name, kSeries[series]);
    for (const double sample : samples[series]) std::printf("\t%.4f", sample);
    std::printf("\n");
  }
}

// What each comes to is a `std::string`, and Rust has its memory back.
void texts(const char* name, std::size_t size, std::size_t calls) {
  const std::string text(size, 'x');
  row(
      name, calls, [&](std::size_t) { return calls::echo(text).size(); },
      [&](std::size_t) { return std::string(over_cxx::echo(text)).size(); },
      [&](std::size_t) {
        const HandText returned = hand_echo(text.data(), text.size());
        const std::string copy(returned.bytes, returned.length);
        hand_free_text(returned);
        return copy.size();
      });
}

void slices(const char* name, std::size_t size, std::size_t calls) {
  const std::vector<double> numbers(size, 0.5);
  row(
      name, calls, [&](std::size_t) { return calls::sum(numbers); },
      [&](std::size_t) { return over_cxx::sum({numbers.data(), numbers.size()}); },
      [&](std::size_t) { return hand_sum(numbers.data(), numbers.size()); });
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 2) turns = std::atoi(arguments[1]);
  constexpr std::size_t kMany = 5000000;
  row(
      "add_f64", kMany, [](std::size_t i) { return calls::add_f64(static_cast<double>(i), 2); },
      [](std::size_t i) { return over_cxx::add_f64(static_cast<double>(i), 2); },
      [](std::size_t i) { return hand_add_f64(static_cast<double>(i), 2); });
  row(
      "add_i32", kMany,
      [](std::size_t i) { return calls::add_i32(static_cast<std::int32_t>(i), 2); },
      [](std::size_t i) { return over_cxx::add_i32(static_cast<std::int32_t>(i), 2); },
      [](std::size_t i) { return hand_add_i32(static_cast<std::int32_t>(i), 2); });
  const calls::Counter counter;
  const rust::Box<over_cxx::Counter> cxx_counter = over_cxx::counter();
  void* const hand_counter = hand_counter_new();
  row(
      "read", kMany, [&](std::size_t) { return counter.read(); },
      [&](std::size_t) { return cxx_counter->read(); },
      [&](std::size_t) { return hand_counter_read(hand_counter); });
  hand_counter_free(hand_counter);
  slices("sum 8", 8, kMany);
  slices("sum 1000000", 1000000, 50);
  texts("echo 10", 10, kMany / 10);
  texts("echo 10000", 10000, kMany / 100);
  return 0;
}
