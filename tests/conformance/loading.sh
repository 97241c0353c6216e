#!/usr/bin/env bash
# What happens when the library is not there, or is not the one that the bindings were made for.
. "$PREBIND_SOURCE/tests/support/common.inc"
use_interpreter

make_crate kit <<'END'
#[prebind::julia]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}

#[prebind::julia]
pub fn greet(name: &str) -> String {
    format!("Hello, {name}")
}

#[prebind::julia]
pub struct Counter {
    pub value: i64,
}
END
mkdir -p here/lib
succeeds "$PREBIND" build kit -o here/Kit.jl --lib-dir here/lib
library=here/lib/libkit.so
rebuild='`prebind build ../kit -o Kit.jl --lib-dir lib`'

as_anybody=()
run() { "${as_anybody[@]}" "$JULIA" --startup-file=no -e "$@"; }
use='include("here/Kit.jl"); print(Kit.add(1, 2))'

succeeds run "$use"
equals "$(<output)" 3

# The environment says where: absolute or relative, and before any other place.
mv $library moved.so
succeeds env PREBIND_LIBRARY_KIT="$PWD/moved.so" "$JULIA" --startup-file=no -e "$use"
equals "$(<output)" 3
succeeds env PREBIND_LIBRARY_KIT=moved.so "$JULIA" --startup-file=no -e "$use"
equals "$(<output)" 3
fails 1 env PREBIND_LIBRARY_KIT=nowhere.so "$JULIA" --startup-file=no -e "$use"
says 'the Rust library of Kit is not at nowhere.so, where the environment variable PREBIND_LIBRARY_KIT says it is. Correct the variable, or unset it'

# In none of the places: each is listed.
fails 1 run "$use"
says "the Rust library of Kit was not found. These files are not there:
  $PWD/$library
  "
says '/lib/julia/libkit.so'
says "To build it, run $rebuild in $PWD/here. If it is elsewhere, name the file in the environment variable PREBIND_LIBRARY_KIT"
says 'during initialization of module Kit'

# A call after that is an exception, not a crash.
succeeds run \
  'try include("here/Kit.jl") catch end; try Kit.add(1, 2) catch e; print(sprint(showerror, e)) end'
prints 'the Rust library of Kit is not loaded: either loading it failed before, or a package calls it while it is being precompiled'

# There, but not to be loaded: cut off, something else, for another platform, not readable.
cannot_be_loaded() {
  fails 1 run "$use"
  says "the Rust library of Kit is there, but it cannot be loaded:
  $1"
  says "It is damaged, made for another platform, or may not be read. To rebuild it, run $rebuild in $PWD/here"
}
size=$(stat -c %s moved.so)
for length in 64 1000 $((size / 2)) $((size - 1)); do
  head -c "$length" moved.so >$library
  cannot_be_loaded "$PWD/$library is cut off: its end is missing"
done
: >$library
cannot_be_loaded "could not load library \"$PWD/$library\"
  $PWD/$library: file too short"
echo 'no library' >$library
cannot_be_loaded "could not load library \"$PWD/$library\""
# The machine of an ELF file is the 16-bit number at byte 18: this one is made for AArch64.
cp moved.so $library
printf '\xb7\x00' | dd of=$library bs=1 seek=18 conv=notrunc status=none
cannot_be_loaded "could not load library \"$PWD/$library\""
cp moved.so $library
# Root may read everything, but without these capabilities.
[[ $(id -u) != 0 ]] || as_anybody=(setpriv "--bounding-set=-dac_override,-dac_read_search")
chmod a-r $library
cannot_be_loaded "could not load library \"$PWD/$library\""
says 'Permission denied'
chmod a+r $library
chmod a-x "$(dirname $library)"
cannot_be_loaded "could not load library \"$PWD/$library\""
says 'Permission denied'
chmod a+x "$(dirname $library)"
as_anybody=()
rm -f $library

# A library of quite another kind.
cp "$(ldconfig -p | sed -n 's/.*libm\.so\.6.*x86-64.* => //p' | head -n 1)" $library
fails 1 run "$use"
says "the Rust library $PWD/$library and the bindings in Kit were made from different sources. \
The library does not have
  the release of memory
  the release of failures
  the start of the crate kit
  the release of Counter
  Counter.value: i64
  fn add(a: i32, b: i32) -> i32
  fn greet(name: &str) -> String
To rebuild both, run $rebuild in $PWD/here"

# From another version of the sources: only what differs is named.
sed -i 's/a: i32, b: i32) -> i32/a: i32, b: i64) -> i64/; s/a + b/a as i64 + b/' kit/src/lib.rs
succeeds "$PREBIND" build kit -o newer/Kit.jl
cp newer/libkit.so $library
fails 1 run "$use"
says "The library does not have
  fn add(a: i32, b: i32) -> i32
To rebuild both"
# The other way round, and in one that only has more: what is added disturbs nobody.
fails 1 env PREBIND_LIBRARY_KIT=moved.so "$JULIA" --startup-file=no -e 'include("newer/Kit.jl")'
says 'fn add(a: i32, b: i64) -> i64'
cat >>kit/src/lib.rs <<'END'
#[prebind::julia]
pub fn added() {}
END
succeeds "$PREBIND" build kit -o newest/Kit.jl
succeeds env PREBIND_LIBRARY_KIT=newest/libkit.so "$JULIA" --startup-file=no \
  -e 'include("newer/Kit.jl"); print(Kit.add(1, 2))'
equals "$(<output)" 3
