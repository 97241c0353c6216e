#include "cargo/rust_words.h"

#include <gtest/gtest.h>

namespace prebind::cargo {
namespace {

TEST(CodeOf, LeavesOutCommentsAndLiterals) {
  EXPECT_EQ(code_of("a // env\nb /* fs /* os */ net */c"), "a \nb  c");
  EXPECT_EQ(code_of(R"(f("env \" fs", b"os", 'x', '\'', '\u{41}', 'λ'))"),
            R"(f("", b"", ' ', ' ', ' ', ' '))");
  EXPECT_EQ(code_of(R"(r"\" r#"a "env" b"# br##"fs"#"## cr"os" for"x")"), R"("" "" b"" c"" for"")");
  // Lifetimes and labels are code.
  EXPECT_EQ(code_of("fn f<'a>(x: &'a env) { 'env: loop {} }"),
            "fn f<'a>(x: &'a env) { 'env: loop {} }");
  // What is not closed ends with the file.
  for (const char* text : {"\"env", "/* env", "r#\"env", "'\\", "'", "\"\\"}) {
    EXPECT_EQ(code_of(text).find("env"), std::string::npos) << text;
  }
}

TEST(ReachingWord, ReadsTheMachine) {
  for (const char* code :
       {"std::env::var(\"\")", "use std::env;", "use std::{env as e, fmt};", "fs::read(p)",
        "use std::{fs};", "path.exists()", "Path :: is_file (p)", "std::process::id()",
        "use std::process;", "extern \"\" { fn getenv(); }", "extern { fn getenv(); }",
        "core::arch::asm!(\"\")", "span.local_file()", "p.canonicalize()", "libc::getenv(n)",
        "std::os::unix::x", "std::net::x", "Command::new(\"\")", "dir.metadata ()"}) {
    EXPECT_NE(reaching_word(code), "") << code;
  }
  EXPECT_EQ(reaching_word("use std::env;"), "env");
}

TEST(ReachingWord, IsNotWhatOnlyLooksLikeIt) {
  for (const char* code :
       {"env!(\"\")", "option_env!(\"\")", "extern crate proc_macro;", "fn process(x: u8) {}",
        "Output::process(x)", "fn metadata() {}", "item.metadata", "let environment = offset;",
        "self.is_directory()", "asm", "let exists = true;"}) {
    EXPECT_EQ(reaching_word(code), "") << code;
  }
}

TEST(NamesItsFile, ByMacroOrLocation) {
  for (const char* code : {"file!()", "core::file ! ()", "use std::{file as here};",
                           "Location::caller()", "core::panic::Location"}) {
    EXPECT_TRUE(names_its_file(code)) << code;
  }
  for (const char* code : {"let file = 1;", "profile!()", "relocation", "line!()"}) {
    EXPECT_FALSE(names_its_file(code)) << code;
  }
}

}  // namespace
}  // namespace prebind::cargo
