// Objects of C++ with the methods of a trait.
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "check.hpp"

namespace implementors_tests {

using conformance::Colour, conformance::Counter, conformance::Spot;

/// No base class: it has the methods.
struct Files {
  std::map<std::string, std::vector<double>> values = {};
  std::shared_ptr<int> owned = std::make_shared<int>(0);

  std::optional<std::string> get(const std::string& key) const {
    if (key == "throw") throw std::out_of_range("no such key");
    const auto found = values.find(key);
    if (found == values.end()) return std::nullopt;
    return std::to_string(static_cast<int>(found->second[0]));
  }
  std::size_t put(const std::string& key, const std::vector<double>& more) {
    if (key == "full") throw std::runtime_error("the disk is full");
    std::vector<double>& all = values[key];
    all.insert(all.end(), more.begin(), more.end());
    return more.size();
  }
  std::size_t size() const { return values.size(); }
  std::map<std::string, std::vector<Spot>> mixed(Spot at, Colour colour,
                                                 std::optional<std::uint8_t> index) const {
    CHECK(colour == Colour::Green);
    return {{std::to_string(index.value_or(0)), {at, at}}};
  }
  std::int64_t count(Counter counter) const { return counter.value() + 1; }
};

/// Has a method that Rust provides, too, and may be changed by several threads.
struct Special : Files {
  bool is_void() const { return true; }
};

void lent() {
  Files files;
  CHECK(!conformance::look_up(files, "a") && conformance::put_each(files, "a", 3) == 3);
  const Files& constant = files;
  CHECK(conformance::look_up(constant, "a") == "0" && files.values.at("a").size() == 3);
  const auto mixed = conformance::mix(constant, Spot{1, 2}, std::uint8_t{7});
  CHECK(mixed.size() == 1 && mixed.at("7").size() == 2 && mixed.at("7")[1] == Spot({1, 2}));
  const std::uint32_t before = conformance::live_counters();
  CHECK(conformance::count_in(files, Counter(4)) == 5 && conformance::live_counters() == before);
  CHECK(conformance::debug_of_store(files) == "Store of the host");
  CHECK(!conformance::is_void_store(files) && conformance::is_void_store(Files()));
  CHECK(conformance::type_of_store(files) == "1-false");
  Special special;
  special.values["a"] = {1};
  CHECK(conformance::is_void_store(special) && conformance::type_of_store(special) == "1-true");
  CHECK(files.owned.use_count() == 1);
}

void what_they_throw() {
  Files files;
  CHECK_THROWS(std::out_of_range, "no such key", conformance::look_up(files, "throw"));
  CHECK_THROWS(conformance::RustError, "the disk is full", conformance::put_each(files, "full", 1));
}

void kept() {
  Files files;
  files.values["a"] = {1};
  conformance::share_store(files);  // a copy
  CHECK(files.owned.use_count() == 2 && conformance::sum_sizes(10) == 10);
  files.values["b"] = {2};
  CHECK(conformance::sum_sizes(1) == 1);
  const auto shared = std::make_shared<Files>();
  conformance::share_store(shared);
  CHECK(files.owned.use_count() == 1 && shared.use_count() == 2);
  shared->values["c"] = {3};
  CHECK(conformance::sum_sizes(2) == 2);
  const conformance::Asking asking(1000);
  std::optional<std::size_t> answer;
  while (!answer) answer = asking.answer();
  CHECK(answer == std::size_t{1000});
  // It comes out as an object of Rust's, which has the methods, and goes in again.
  {
    const std::optional<conformance::Store> store = conformance::shared_store();
    CHECK(store->get("c") == "3" && store->size() == 1 && !store->is_void());
    CHECK(conformance::look_up(*store, "c") == "3");
  }
  conformance::unshare_store();
  while (shared.use_count() != 1) std::this_thread::yield();
  auto owned = files.owned;
  CHECK(conformance::boxed_store(std::make_unique<Files>(std::move(files))).size() == 2);
  CHECK(owned.use_count() == 1);
  conformance::Store memory = conformance::memory_store();
  CHECK(memory.put("x", std::vector<double>{1, 2}) == 2);
  CHECK_THROWS(conformance::RustError, "no values", memory.put("x", std::vector<double>{}));
  CHECK(conformance::put_each(memory, "y", 2) == 2);
  conformance::Store again = conformance::boxed_store(std::move(memory));
  CHECK(again.size() == 4 && again.get("y") == "0");
  CHECK(conformance::try_refused_beside(Files(), static_cast<char32_t>(0xd800)).error().kind() ==
        conformance::FailureKind::refused);
}

/// Its method runs in a thread of its own.
struct Far {
  std::thread::id caller = std::this_thread::get_id();

  std::optional<std::string> ask(Counter counter, const std::string& key) const {
    CHECK(std::this_thread::get_id() != caller);
    if (key.empty()) throw std::runtime_error("no key");
    if (counter.value() == 2) return std::nullopt;
    return key + std::to_string(counter.value());
  }
};

void waiting() {
  CHECK(conformance::ask_twice(Far(), "key").get() == std::vector<std::string>({"key1"}));
  CHECK_THROWS(conformance::RustError, "no key", conformance::ask_twice(Far(), "").get());
  std::vector<conformance::Future<std::vector<std::string>>> many;
  for (int i = 0; i < 100; ++i) many.push_back(conformance::ask_twice(Far(), "x"));
  for (auto& each : many) CHECK(each.get().size() == 1);
  CHECK(conformance::measure_both(Far(), "", "abc").get() == 4);
  struct Counting : Far {
    std::size_t measure(const std::string& key) const { return 10 + key.size(); }
  };
  CHECK(conformance::measure_both(Counting(), "a", "bc").get() == 1112);

  conformance::Remote near = conformance::near_();
  CHECK(near.measure("near").get() == 4);
  CHECK(near.ask(Counter(1), "near").get() == "near");
  CHECK(conformance::ask_twice(std::move(near), "a").get().size() == 2);
}

/// A struct of Rust's with both traits has their methods, and so goes where an object of C++ does.
void structs() {
  conformance::Drawer drawer("a");
  CHECK(drawer.inner_size() == -1 && drawer.size() == 0 &&
        conformance::look_up(drawer, "a") == "0");
  CHECK(conformance::put_each(drawer, "x", 3) == 3 && drawer.get("a") == "3");
  CHECK(drawer.put("x", std::vector<double>{1}) == 1 && drawer.count(Counter(2)) == 2);
  CHECK(drawer.mixed(Spot{1, 2}, Colour::Red, std::nullopt).count("a") == 1);
  CHECK(drawer.ask(Counter(1), "b").get() == "b1");
  const auto shared = std::make_shared<conformance::Drawer>(std::move(drawer));
  conformance::share_store(shared);
  CHECK(conformance::sum_sizes(2) == 8);
  conformance::unshare_store();
  CHECK(conformance::ask_twice(shared, "c").get() == std::vector<std::string>({"c1", "c2"}));
}

}  // namespace implementors_tests

inline void implementors() {
  implementors_tests::lent();
  implementors_tests::what_they_throw();
  implementors_tests::kept();
  implementors_tests::waiting();
  implementors_tests::structs();
}
