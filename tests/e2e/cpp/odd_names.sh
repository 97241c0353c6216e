#!/usr/bin/env bash
# Names that C++ or the header needs itself, and what Rust writes into while text refers to it.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate odd <<'END'
#![allow(non_camel_case_types, non_snake_case)]
use prebind::julia;
#[julia]
pub struct odd {
    pub x: i32,
}
#[julia]
impl odd {
    pub fn new(x: i32) -> Option<Self> {
        Some(odd { x })
    }
    pub fn make() -> odd {
        odd { x: 3 }
    }
    pub fn x(&self) -> i32 {
        self.x
    }
    pub fn set_x(&mut self, to: i32) {
        self.x = to;
    }
}
#[julia]
pub struct detail {
    pub glue: u8,
}
#[julia]
impl detail {
    pub fn new() -> Self {
        detail { glue: 1 }
    }
    pub fn try_glue(&self) -> u8 {
        2
    }
    pub fn main(&self) -> u8 {
        5
    }
}
#[julia]
pub fn upper(bytes: &mut [u8], text: &str, texts: &[&str]) -> usize {
    bytes.make_ascii_uppercase();
    text.len() + texts.len()
}
#[julia]
pub fn upper_maybe(bytes: &mut [u8], other: Option<(Option<&[&str]>, Option<&[u8]>)>) -> bool {
    bytes.make_ascii_uppercase();
    other.is_some()
}
#[julia]
pub fn class(EOF: i32, __x: i32, std: i32, min: i32) -> i32 {
    EOF + __x + std + min
}
/// Ends with a backslash \
#[julia]
#[repr(u8)]
#[derive(Clone, Copy)]
pub enum Level {
    None = 0,
    Default = 1,
}
#[julia]
pub fn levels(of: Option<Vec<Level>>) -> Option<Vec<Level>> {
    of
}
#[julia]
pub const TRI: &str = "??/ \\ ??";
END
cat >main.cpp <<'END'
#include "odd.hpp"
int main() {
  int bad = 0;
  auto o = odd::odd_::make();
  bad += o.x() != 3; o.set_x(4); bad += o.get_x() != 4; o.set_x_(5); bad += o.x() != 5;
  bad += !odd::odd_::new_(1);
  odd::detail_ d; bad += d.try_glue() != 2; bad += d.glue_() != 1; bad += d.main_() != 5;
  std::string s = "abc";
  auto* b = reinterpret_cast<std::uint8_t*>(s.data());
  bad += !!odd::try_upper({b, 3}, s, {"x"});
  bad += !!odd::try_upper({b, 3}, "q", {std::string_view(s).substr(1)});
  bad += odd::upper({b, 3}, "q", {"x"}) != 2;
  bad += s != "ABC";
  using Texts = std::optional<odd::text_list>;
  using Other = std::tuple<Texts, std::optional<odd::span<const std::uint8_t>>>;
  using Bytes = odd::span<const std::uint8_t>;
  bad += odd::upper_maybe({b, 3}, std::nullopt);
  bad += !odd::upper_maybe({b, 2}, Other(std::nullopt, Bytes(b + 2, 1)));
  bad += !!odd::try_upper_maybe({b, 3}, Other(Texts({s}), std::nullopt));
  bad += !!odd::try_upper_maybe({b, 3}, Other(std::nullopt, Bytes(b + 2, 1)));
  bad += odd::class_(1, 2, 3, 4) != 10;
  bad += odd::levels(std::nullopt).has_value();
  bad += (*odd::levels(std::vector<odd::Level>{odd::Level::Default}))[0] != odd::Level::Default;
  bad += odd::TRI != "?" "?/ \\ ?" "?";
  if (bad != 0) std::fprintf(stderr, "%d are wrong\n", bad);
  return bad;
}
END
succeeds "$PREBIND" build odd --lang cpp -o odd.hpp
for standard in c++17 c++20; do
  succeeds g++ -std=$standard -Wall -Wextra -Wpedantic -Werror main.cpp -L. -lodd \
    -Wl,-rpath,. -o main
  succeeds ./main
done
