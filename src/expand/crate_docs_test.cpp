#include "expand/crate_docs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "util/testing.h"

namespace prebind::expand {
namespace {

class CrateDocsTest : public ::testing::Test {
 protected:
  std::filesystem::path write(const std::string& name, const std::string& text) {
    const std::filesystem::path file = directory_.path() / name;
    std::ofstream(file) << text;
    return file;
  }

  std::string docs(const std::string& text) { return crate_docs(write("lib.rs", text)); }

 private:
  TemporaryDirectory directory_;
};

TEST_F(CrateDocsTest, AreWhatTheFileBeginsWith) {
  EXPECT_EQ(docs(""), "");
  EXPECT_EQ(docs("pub fn f() {}\n"), "");
  EXPECT_EQ(docs("//! One.\n//!\n//!   Two `x`.\nmod a;\n//! not this"), "One.\n\n  Two `x`.");
  EXPECT_EQ(docs("#!/usr/bin/env rust\n//! One.\r\n// a comment\n////! another\n//! Two."),
            "One.\nTwo.");
  EXPECT_EQ(docs("\xEF\xBB\xBF\n/* a /* nested */ comment */ /**/ //! One.\n/*! Two.\n*/\n"),
            "One.\nTwo.");
  EXPECT_EQ(docs("/// of the item\n//! not of the crate\nfn f() {}"), "");
  EXPECT_EQ(docs("/** of the item */\n//! not of the crate\nfn f() {}"), "");
  EXPECT_EQ(docs("//!"), "");
  EXPECT_EQ(docs("/*! never closed"), "never closed");
}

TEST_F(CrateDocsTest, ComeFromAttributesAndTheirFiles) {
  write("README.md", "# Geometry\n\nPlanes.\n");
  EXPECT_EQ(docs("#![forbid(unsafe_code)]\n#![doc = include_str!(\"README.md\")]\n//! More.\n"),
            "# Geometry\n\nPlanes.\n\nMore.");
  EXPECT_EQ(docs("#![doc=\"a \\\"b\\\" ]\"]\n#![ doc = r#\"c \"d\\\" ]\"# ]\nuse x;"),
            "a \"b\" ]\nc \"d\\\" ]");
  EXPECT_EQ(
      docs("#![doc(html_root_url = \"//! no\")]\n#![allow(dead_code, reason = \"]\")]\n//! One."),
      "One.");
  EXPECT_EQ(docs("#![doc = include_str!(\"NOWHERE.md\")]\n//! One."), "One.");
  EXPECT_EQ(docs("#![doc = concat!(\"a\", \"b\")]\n//! One."), "One.");
  EXPECT_EQ(docs("#![doc = \"never closed"), "");
  EXPECT_EQ(crate_docs("/nowhere/lib.rs"), "");
}

}  // namespace
}  // namespace prebind::expand
