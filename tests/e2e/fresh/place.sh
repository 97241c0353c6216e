#!/usr/bin/env bash
# What a checkout's place can be seen in is not shared with another checkout; what nothing could
# tell is.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

# example NAME: a crate of the function place(), whose body is the standard input
example() {
  {
    echo '#[prebind::julia]'
    echo 'pub fn place() -> String {'
    cat
    echo '}'
  } | make_crate "one/$1" geometry
}

# differs NAME ONE TWO: what place() says in two checkouts of the example
differs() {
  cargo generate-lockfile --manifest-path "one/$1/Cargo.toml" --quiet
  mkdir -p two
  cp -r "one/$1" two/
  : >cargo.log
  for checkout in one two; do
    succeeds "$PREBIND" build "$checkout/$1" -o "$checkout/$1/"
    evaluates "$checkout/$1/Geometry.jl" 'print(place())'
    equals "$(<output)" "$([[ $checkout == one ]] && echo "$2" || echo "$3")"
  done
}

# Of a build script: its cfg, the name of a folder further up.
example cfg <<<'if cfg!(second) { "2" } else { "1" }.to_string()'
cat >one/cfg/build.rs <<'END'
fn main() {
    let place = std::env::current_dir().unwrap();
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(second)");
    if place.parent().unwrap().ends_with("two") {
        println!("cargo:rustc-cfg=second");
    }
}
END
differs cfg 1 2
builds_with_cargo 2

# Of macros, which read the environment of rustc without a trace.
example macros <<<'tell::place!().to_string()'
mkdir -p one/macros/tell/src
cat >one/macros/tell/Cargo.toml <<'END'
[package]
name = "tell"
version = "0.1.0"
edition = "2021"

[lib]
proc-macro = true
END
cat >one/macros/tell/src/lib.rs <<'END'
#[proc_macro]
pub fn place(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let place = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    format!("{}", place.contains("/two/")).parse().unwrap()
}
END
printf 'tell = { path = "tell" }\n' >>one/macros/Cargo.toml
differs macros false true
builds_with_cargo 2
succeeds "$PREBIND" explain two/macros
prints 'the macros of `tell` can read the machine (`env` in `src/lib.rs`)'

# Of cargo's configuration.
example configuration <<<'env!("DATA").contains("/two/").to_string()'
mkdir one/configuration/.cargo
printf '[env]\nDATA = { value = "data", relative = true }\n' >one/configuration/.cargo/config.toml
differs configuration false true
builds_with_cargo 2

# Of the name of a file.
example files <<<'dep::PLACE.to_string()'
mkdir -p one/dep/src
printf '[package]\nname = "dep"\nversion = "0.1.0"\nedition = "2021"\n' >one/dep/Cargo.toml
echo "pub const PLACE: bool = file!().as_bytes()[file!().len() - 18] == b't';" >one/dep/src/lib.rs
mkdir two/dep && cp -r one/dep two/
printf 'dep = { path = "../dep" }\n' >>one/files/Cargo.toml
differs files false true
builds_with_cargo 2

# A place that moves.
example moved <<<'env!("CARGO_MANIFEST_DIR").contains("moved-on").to_string()'
succeeds "$PREBIND" build one/moved -o one/moved/
mv one/moved one/moved-on
succeeds "$PREBIND" build one/moved-on -o one/moved-on/
evaluates one/moved-on/Geometry.jl 'print(place())'
prints true

# Macros that only look at their arguments tell nothing.
cp -r one/macros one/pure
rm -rf one/pure/{target,Geometry.jl,libgeometry.so}
sed -i '/CARGO_MANIFEST_DIR/d; s/format.*parse/"1".parse/' one/pure/tell/src/lib.rs
cp -r one/pure two/
: >cargo.log
succeeds "$PREBIND" build one/pure -o one/pure/
succeeds "$PREBIND" build two/pure -o two/pure/
prints '(from the cache)'
builds_with_cargo 1
