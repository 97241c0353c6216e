// Modules from records and options that somebody forged: whatever stands in their texts, the module
// is the one that plain texts give, but for the contents of its strings. What is checked here is
// that the text of each module is harmless to read; with PREBIND_SAMPLES set, the modules are left
// in that folder, for tests/e2e/julia/quoting.sh to have Julia read them.
#include <gmock/gmock.h>

#include <cstdlib>
#include <functional>

#include "hosts/host.h"
#include "model/record.h"
#include "model/test_samples.h"
#include "util/file.h"
#include "util/quote.h"
#include "util/utf8.h"

namespace prebind::hosts {
namespace {

namespace samples = model::samples;
using model::Record;
using model::TypeKind;
using namespace std::string_literals;  // NOLINT(google-build-using-namespace): "a\0b"s

const std::vector<std::string>& texts() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> made = {"plain",
                                     "\"",
                                     "\\",
                                     "'",
                                     "`",
                                     "$",
                                     "$(error(1))",
                                     "$x",
                                     "\"\"\"",
                                     "\"\"\"\nerror(1)\n\"\"\"",
                                     "\\\"",
                                     "\\\\\"",
                                     "\\",
                                     "=#",
                                     "#=",
                                     "=#\nerror(1)",
                                     "*/ error(1) /*",
                                     "\r\nerror(1)\r\n",
                                     "\nend\nend\nBase.run(`id`)\n",
                                     "\u0085error(1)",
                                     "\u2028error(1)",
                                     "\u2029error(1)",
                                     "\u202eerror(1)\u2066",
                                     "\ufeff",
                                     "\u1680",
                                     "{}",
                                     "{0}",
                                     "%s%n",
                                     "(HOLE_stem)",
                                     "(HOLE_rebuild)",
                                     "\nHOLE_types\n",
                                     "]]",
                                     "<script>",
                                     "\n\n# Heading\n\n```julia\nerror(1)\n```",
                                     "\"; error(1); \"",
                                     "var\"x\"",
                                     ":(error(1))",
                                     "@eval error(1)",
                                     "\u00b7",
                                     "ä\U0001f600"};
    for (char c = 0; c < 0x20; ++c) made.push_back("a"s + c + "error(1)");
    made.emplace_back("a\x7f");
    std::string whole;
    for (const std::string& text : made) whole += text;
    made.push_back(std::move(whole));
    return made;
  }();
  return all;
}

/// Records of every kind with a text in every place that can have any.
std::vector<Record> records_with(const std::string& text) {
  model::NamedType point = samples::point(), colour = samples::colour(), dot = samples::dot(0);
  model::Field x = samples::x_of_point(), y = x;
  model::Function add = samples::function("add"), scale = samples::method("scale");
  model::Constant title = samples::constant("TITLE", samples::of(TypeKind::str), text);
  model::Constant limit =
      samples::constant("LIMIT", samples::of(TypeKind::u64), samples::little_endian(3, 8));
  y.name = y.host_name = "y";
  y.getter = "geometry__Point__get_y__00000000000000af";
  y.setter.clear();
  add.arguments = {{"left", samples::of(TypeKind::f64)}};
  add.returns = samples::result(samples::of(TypeKind::string), samples::of(TypeKind::display));
  add.is_unsafe = true;
  for (std::string* docs :
       {&point.docs, &colour.docs, &colour.variants[0].docs, &dot.docs, &dot.members[0].docs,
        &x.docs, &y.docs, &add.docs, &scale.docs, &title.docs, &limit.docs}) {
    *docs = text;
  }
  const model::TypeReference to_colour{colour.id, samples::at(1)};
  const auto of_point = [](auto item) {
    return samples::record(std::move(item), samples::at(4), {samples::to_point(samples::at(4))});
  };
  return {samples::record(samples::geometry(), samples::at(1)),
          samples::record(point, samples::at(2)),
          samples::record(colour, samples::at(3)),
          samples::record(dot, samples::at(4), {to_colour}),
          of_point(x),
          of_point(y),
          of_point(scale),
          samples::record(add, samples::at(5)),
          samples::record(title, samples::at(6)),
          samples::record(limit, samples::at(7))};
}

RenderOptions options_with(const std::string& text) {
  return {.module_name = "Geometry",
          .library_stem = text,
          .library_directory = "../" + text,
          .rebuild_command = "prebind build " + quote::shell(text) + " " + text};
}

/// Through their bytes, as a library has them.
Result<std::string> rendered(const std::vector<Record>& records, const RenderOptions& options) {
  std::vector<Record> read;
  for (const Record& record : records) {
    const std::string bytes = model::record_bytes(record);
    PREBIND_TRY(parsed, model::parse_record(
                            {reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()}));
    read.push_back(std::move(parsed));
  }
  auto library = model::resolve(std::move(read));
  if (!library) return fail(library.error().front());
  PREBIND_TRY(host, find_host("julia"));
  PREBIND_TRY(rendered, host->render(*library, options));
  return rendered.module;
}

void expect_readable(const std::string& module) {
  EXPECT_TRUE(is_utf8(module));
  EXPECT_EQ(quote::terminal(module), module);
}

TEST(Forged, TextsAreDataInTheModule) {
  const char* const folder = std::getenv("PREBIND_SAMPLES");
  int number = 0;
  for (const std::string& text : texts()) {
    SCOPED_TRACE(quote::julia(text));
    const auto module = rendered(records_with(text), options_with(text));
    ASSERT_TRUE(module) << module.error().message;
    expect_readable(*module);
    if (folder == nullptr) continue;
    const std::string name = std::string(folder) + "/" + std::to_string(number++);
    ASSERT_TRUE(write_file_atomically(name + ".jl", *module));
    ASSERT_TRUE(write_file_atomically(name + ".text", text));
  }
}

// In linear time, and with no more of the stack.
TEST(Forged, DocsAreNestedAsDeepAsTheyLike) {
  for (const std::string part :
       {">",   "> ", "- ", "1. ", "[",  "](",    "![",   "*",    "**a",    "_", "`",     "<",
        "<a>", "|",  "#",  "(",   "\\", "~~~\n", "    ", "[a](", "<b><i>", "&", "a|b\n", "> - "}) {
    for (const std::size_t size : {4'000, 100'000}) {
      std::string docs;
      while (docs.size() < size) docs += part;
      EXPECT_TRUE(rendered(records_with(docs), options_with("plain"))) << part;
    }
  }
}

TEST(Forged, BytesThatAreNoTextAreDataInTheModule) {
  RenderOptions options = options_with("a\xff\xc3\xed\xa0\x80");
  const auto module = rendered(records_with("plain"), options);
  ASSERT_TRUE(module) << module.error().message;
  expect_readable(*module);
  EXPECT_THAT(*module, ::testing::HasSubstr(R"("a\xff\xc3\xed\xa0\x80")"));
}

// What stands as a name in Julia is refused if it is none.
TEST(Forged, NamesThatAreNoneAreRefused) {
  std::vector<Record> all = records_with("plain");
  const auto record = [&all](std::size_t i) -> model::Item& { return all[i].item; };
  auto& crate = std::get<model::Crate>(record(0));
  auto& point = std::get<model::NamedType>(record(1));
  auto& colour = std::get<model::NamedType>(record(2));
  auto& dot = std::get<model::NamedType>(record(3));
  auto& x = std::get<model::Field>(record(4));
  auto& add = std::get<model::Function>(record(7));
  auto& title = std::get<model::Constant>(record(8));
  const std::vector<std::string*> names = {&crate.name,
                                           &crate.version,
                                           &crate.engine,
                                           &crate.initialize,
                                           &crate.release_memory,
                                           &crate.release_failure,
                                           &point.crate,
                                           &point.name,
                                           &point.host_name,
                                           &point.id,
                                           &point.release,
                                           &colour.definition,
                                           &colour.variants[0].name,
                                           &colour.variants[0].host_name,
                                           &dot.members[0].name,
                                           &dot.members[0].host_name,
                                           &dot.members[0].type.name,
                                           &x.name,
                                           &x.host_name,
                                           &x.getter,
                                           &x.setter,
                                           &add.name,
                                           &add.host_name,
                                           &add.symbol,
                                           &add.arguments[0].name,
                                           &title.name,
                                           &title.host_name,
                                           &title.definition};
  ASSERT_TRUE(rendered(all, options_with("plain")));
  for (std::string* name : names) {
    const std::string before = *name;
    for (const std::string& text : texts()) {
      // The name of a type is shown only, in strings; letters make names.
      if (text == "plain" || name == &dot.members[0].type.name || text == "ä\U0001f600") continue;
      *name = before + text;
      // A field that cannot be set has no setter; a middle dot is part of names in Rust.
      if (text == "\u00b7") continue;
      EXPECT_FALSE(rendered(all, options_with("plain")))
          << quote::julia(before) << " " << quote::julia(text);
    }
    *name = before;
  }
}

TEST(Forged, ModuleNamesThatAreNoneAreRefused) {
  for (const std::string& text : texts()) {
    RenderOptions options = options_with("plain");
    options.module_name = "A" + text;
    if (text == "plain" || text == "ä\U0001f600" || text == "\u00b7") continue;
    EXPECT_FALSE(rendered(records_with("plain"), options)) << quote::julia(text);
  }
  RenderOptions options = options_with("plain");
  options.module_name = "A\xff";
  EXPECT_FALSE(rendered(records_with("plain"), options));
}

}  // namespace
}  // namespace prebind::hosts
