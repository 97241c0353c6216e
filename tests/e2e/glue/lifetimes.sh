#!/usr/bin/env bash
# What a host lends ends with the call. Where the macros cannot see that an argument outlives it,
# rustc does.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate lasting <<'END'
use prebind::julia;

pub trait Lasting: 'static {}
pub struct Of<'a>(pub &'a ());
impl Lasting for Of<'static> {}

#[julia]
pub struct Handle {
    pub text: String,
}

#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Dot {
    pub x: f64,
}

END
cp lasting/src/lib.rs head.rs
# All at once, one in each line: rustc refuses a function that may keep its argument.
types=("&'a str" "&'a [f64]" "&'a mut [f64]" "&'a std::ffi::CStr" "&'a [bool]" "&'a [Dot]"
  "&'a [&str]" "&[&'a str]" "Vec<&'a str>" "Box<[&'a str]>" "Option<&'a str>"
  "(u8, Option<&'a [u8]>)" "&'a Handle" "&'a mut Handle" "Option<&'a Handle>" "&'a Dot"
  "&'a dyn Fn(f64)" "&'a mut dyn FnMut()")
line=$(wc -l <head.rs)
for i in "${!types[@]}"; do
  printf "#[julia] pub fn keep%s<'a>(kept: %s) where Of<'a>: Lasting { drop(Box::new(kept)); }\n" \
    "$i" "${types[i]}"
done | cat head.rs - >lasting/src/lib.rs
succeeds cargo check --quiet --manifest-path lasting/Cargo.toml --target-dir target
fails 1 "$PREBIND" build lasting
for type in "${types[@]}"; do
  line=$((line + 1))
  grep -E -A 1 'E0597|E0716' errors | grep -q "src/lib.rs:$line:" ||
    fail "rustc did not refuse $type"
done
[[ ! -e Lasting.jl ]] || fail 'a module was written'

# What ends with the call may borrow whatever it likes, in its result and in its error as well.
{
  cat head.rs
  cat <<'END'
pub struct Fault<'a>(Box<dyn std::fmt::Display + 'a>);
impl std::fmt::Display for Fault<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "no {}", self.0)
    }
}

#[julia]
pub fn longest<'a, 'b: 'a>(a: &'a str, b: &'b str) -> &'a str {
    if a.len() < b.len() { b } else { a }
}

#[julia]
pub fn words<'a>(text: &'a str, but: &'a str) -> Result<Vec<&'a str>, Fault<'a>> {
    if text.contains(but) {
        return Err(Fault(Box::new(but)));
    }
    Ok(text.split(' ').collect())
}

#[julia]
impl Handle {
    pub fn new(text: String) -> Self {
        Handle { text }
    }
    pub fn first<'a>(&'a self, but: &'a str) -> Result<Option<&'a str>, Fault<'a>> {
        match self.text.split(' ').next() {
            Some(word) if word == but => Err(Fault(Box::new(self.text.as_str()))),
            word => Ok(word),
        }
    }
}

#[julia]
pub fn name() -> &'static str {
    "static"
}
END
} >lasting/src/lib.rs
succeeds "$PREBIND" build lasting
evaluates Lasting.jl '
    h = Handle("a b")
    println((longest("ab", "c"), words("a b", "c"), Lasting.first(h, "c"), name()))
    for f in (() -> words("a b", "b"), () -> Lasting.first(h, "a"))
        try f() catch e; println(e.message) end
    end'
prints '("ab", ["a", "b"], "a", "static")
no b
no a b'
