#!/usr/bin/env bash
# Types that a signature names by words of its own: aliases, other names of imports, associated
# types. rustc says what they mean.
. "$PREBIND_SOURCE/tests/support/common.inc"
tests=$PREBIND_SOURCE/tests/e2e/glue

make_crate aliases <"$tests/aliases.rs"
succeeds "$PREBIND" build aliases
"$JULIA" --startup-file=no "$tests/aliases.jl"

# The second build finds the first.
succeeds "$PREBIND" build aliases
grep -q 'up to date' output || fail 'it was built again'

succeeds "$PREBIND" build aliases --lang cpp -o include/aliases.hpp
g++ -std=c++17 -Wall -Wextra -Werror -Iinclude -o calls "$tests/aliases.cpp" -Linclude -laliases \
  -Wl,-rpath,"$PWD/include"
./calls

# Another meaning: nothing of the first build is kept.
sed -i 's/^pub type Real = f64;/pub type Real = f32;/; s/map(Real::from)/map(f32::from)/' \
  aliases/src/lib.rs
succeeds "$PREBIND" build aliases
"$PREBIND" inspect libaliases.so >items
grep -q 'twice.*f32' items || fail "\`Real\` is not \`f32\`"

# What no host can have is refused by its place, and said at once with everything else.
make_crate refused <<'END'
use prebind::julia;
pub type Shared = std::rc::Rc<u8>;
pub struct Point(f64);
pub type Where = Point;
pub type Handler = Option<fn(u8) -> u8>;

#[julia]
pub fn shared(x: Shared) {}
#[julia]
pub fn place(x: &Where) {}
#[julia]
pub fn list() -> Vec<Where> {
    vec![]
}
END
fails 1 "$PREBIND" build refused
says 'error: `Rc<u8>` cannot cross to the host'
says ' --> src/lib.rs:8:18
  |
8 | pub fn shared(x: Shared) {}
  |                  ^^^^^^'
make_crate refused <<'END'
use prebind::julia;
pub struct Point(f64);
pub type Where = Point;
pub type Table = Vec<Vec<Point>>;

#[julia]
pub fn table(t: Table) {}
#[julia]
pub fn place(x: &Where) {}
#[julia]
pub fn list() -> Vec<Where> {
    vec![]
}
END
fails 1 "$PREBIND" build refused
says '`Where` is not exported to the host'
says 'if it is an alias of a type of another crate, write that type out'
says 'error: a type in `Table` is not exported to the host'
says 'help: put `#[julia]` on the definition of each type that is in `Table`; if one is of another'

# A meaning that is too long to be told, or too deep, is refused: nothing is left out.
text='(f64, f64, f64, f64, f64, f64, f64, f64, f64, f64)'
long="($text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text)"
make_crate long <<END
pub type Long = $long;
#[prebind::julia]
pub fn change(x: &mut Option<Long>) {}
END
fails 1 "$PREBIND" build long
says 'pub fn change(x: &mut Option<Long>) {}'
deep=Mark
for _ in {1..12}; do deep="Vec<$deep>"; done
make_crate deep <<END
pub struct Mark;
pub type Deep = $deep;
#[prebind::julia]
pub fn deep(x: Deep) {}
END
fails 1 "$PREBIND" build deep
says 'error: the meaning of a type in a signature is not known after 10 compilations'
says 'help: write out the alias that has the most types inside each other'
