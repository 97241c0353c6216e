#!/usr/bin/env bash
# The Julia package's functions, with the names, keywords and defaults that RustCall's users know.
. "$PREBIND_SOURCE/tests/conformance/package.inc"
use_interpreter

make_locked_crate my_rust_crate
mkdir -p src/generated
write='write_bindings_to_file("my_rust_crate", "src/generated/RustBindings.jl",
    output_module_name = "RustBindings", build_release = true,
    relative_lib_path = "../../deps/lib")'

runs "print($write)"
equals "$(<output)" "$PWD/src/generated/RustBindings.jl"
says 'Compiling my_rust_crate v1.2.3'
starts_cargo 'metadata --version rustc'
[[ -f deps/lib/libmy_rust_crate.so ]] || fail 'the library is not where relative_lib_path says'
evaluates src/generated/RustBindings.jl 'print(add(1, 2))'
equals "$(<output)" 3

# A second time, in another process, nothing is started; the program agrees.
runs "$write; print(Prebind.check(\"my_rust_crate\"))"
equals "$(<output)" '(fresh = true, changes = String[])'
says_nothing
starts_cargo ''
succeeds "$PREBIND" check my_rust_crate

# Defaults: the crate's name, beside the module.
runs 'print(relpath(write_bindings_to_file("my_rust_crate", "Bindings.jl")))'
equals "$(<output)" Bindings.jl
grep -q '^baremodule MyRustCrate$' Bindings.jl || fail 'the module is not named after the crate'
[[ -f libmy_rust_crate.so ]] || fail 'the library is not beside the module'
starts_cargo 'metadata --version'

# Behind a symbolic link, `..` is where the link leads.
mkdir -p elsewhere/deep
ln -s elsewhere/deep link
cp -r my_rust_crate elsewhere/other_place
runs 'print(write_bindings_to_file("link/../other_place", "link/../Linked.jl"))'
equals "$(<output)" "$PWD/elsewhere/Linked.jl"
: >cargo.log

# A module without a file.
runs 'eval(generate_bindings("my_rust_crate", output_module_name = "Here")); print(Here.add(2, 3))'
equals "$(<output)" 5
equals "$(find . -name Here.jl)" ''
starts_cargo 'metadata --version'

runs 'generate_bindings("my_rust_crate", output_module_name = "Here", cache_enabled = false)'
says 'Finished'
: >cargo.log

# What the engine answers.
runs 'print([f["name"] for f in Prebind.inspect("deps/lib/libmy_rust_crate.so")["functions"]])'
equals "$(<output)" '["add"]'
sed -i 's/a + b/a - b/' my_rust_crate/src/lib.rs
runs 'print(Prebind.check("my_rust_crate"))'
prints '(fresh = false, changes = ["'
prints 'src/lib.rs'

# The cache.
runs 'print((get_cache_size() > 1000,
             [(l.crate, l.version, l.profile) for l in list_cached_libraries()]))
      l = first(list_cached_libraries()); print("\n", l)'
prints '(true, [("my_rust_crate", "1.2.3", "release")])'
prints 'my_rust_crate 1.2.3 (release, '
runs 'print(cleanup_old_cache(), cleanup_old_cache(max_age_days = 7), length(list_cached_libraries()))'
equals "$(<output)" 001
runs 'freed = clear_cache(); print((freed > 1000, get_cache_size(), list_cached_libraries()))'
equals "$(<output)" '(true, 0, Prebind.CachedLibrary[])'
throws 'cleanup_old_cache(max_age_days = -1)'
says 'ArgumentError: max_age_days cannot be negative, but it is -1'

# What Julia does not support is an error, or left out.
make_crate odd <<'RUST'
#[prebind::julia]
pub fn __() -> u8 { 1 }
#[prebind::julia]
pub fn even() -> u8 { 2 }
RUST
throws 'write_bindings_to_file("odd", "Odd.jl")'
says 'ERROR: PrebindError: the function `__` has a name that Julia does not allow'
runs 'include(write_bindings_to_file("odd", "Odd.jl", skip_unsupported = true)); print(Odd.even())'
equals "$(<output)" 2

# Errors are exceptions with the engine's message and help.
throws 'write_bindings_to_file("nowhere", "Bindings.jl")'
says "ERROR: PrebindError: \`$PWD/nowhere\` does not exist
help: name the folder of a Rust crate, which contains its Cargo.toml"
sed -i 's/a - b/a - c/' my_rust_crate/src/lib.rs
throws "$write"
says 'cannot find value `c` in this scope'
says 'ERROR: PrebindError: cargo could not build `my_rust_crate` (exit status 101)
help: cargo reports the problem above'
runs 'try write_bindings_to_file("nowhere", "x.jl") catch e
    print(join((e.message, e.place, e.help), "|")) end'
equals "$(<output)" \
  "\`$PWD/nowhere\` does not exist||name the folder of a Rust crate, which contains its Cargo.toml"
throws 'Prebind.inspect("Bindings.jl")'
says 'ERROR: PrebindError: this is not a shared library'

# Where libprebind is.
PREBIND_LIB=nowhere.so throws 'get_cache_size()'
says 'PrebindError: libprebind is not at `nowhere.so`, '\
'where the environment variable PREBIND_LIB says it is
help: correct the variable, or unset it'
echo 'no library' >damaged.so
PREBIND_LIB=damaged.so throws 'get_cache_size()'
says 'PrebindError: libprebind cannot be loaded: could not load library'
says 'help: it is damaged or made for another platform: build or install it again'
echo 'const char *prebind_version(void) { return "0.9.1"; }' | gcc -shared -fPIC -x c - -o other.so
PREBIND_LIB=other.so throws 'get_cache_size()'
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$PREBIND_SOURCE/julia/Prebind/Project.toml")
says "other.so is libprebind 0.9.1, but this package needs $version
help: install package and library together (\`make install\` installs both)"

# What a session loads is no module of the author's, unless there is no other.
cp -r my_rust_crate loaded
sed -i 's/a - c/a - b/' loaded/src/lib.rs
runs 'M = @rust_crate("loaded"); print(M.add(3, 2))'
sed -i 's/^pub fn/\npub fn/' loaded/src/lib.rs
succeeds "$PREBIND" build loaded -o src/Own.jl
runs 'print(Prebind.check("loaded"), Prebind.check("src/Own.jl").fresh)'
equals "$(<output)" '(fresh = true, changes = String[])true'
rm src/Own.jl
runs 'print(Prebind.check("loaded").fresh)'
equals "$(<output)" false

# Installed by `make install`, the package finds the library beside it, wherever that is.
unset PREBIND_LIB
succeeds cmake --install "${PREBIND%/bin/prebind}" --prefix "$PWD/first"
mv first usr
export JULIA_LOAD_PATH=$PWD/usr/share/prebind/julia:@stdlib
runs 'print(Prebind.library_path())'
equals "$(<output)" "$(find "$PWD"/usr/lib* -name libprebind.so)"
sed -i 's/a - c/a * b/' my_rust_crate/src/lib.rs
runs "$write"
evaluates src/generated/RustBindings.jl 'print(add(4, 5))'
equals "$(<output)" 20
rm "$(find "$PWD"/usr/lib* -name libprebind.so)"
throws 'get_cache_size()'
says 'PrebindError: libprebind was not found; these files are not there:'
says "  $PWD/usr/lib/libprebind.so"
says 'help: run `make build` (in a checkout) or `make install`, or name the file in the environment variable PREBIND_LIB'
