#!/usr/bin/env bash
# A program of `juliac --trim=safe` (Julia 1.12): the verifier knows every call of a generated
# module, and what is left of it works.
. "$PREBIND_SOURCE/tests/support/common.inc"

juliac=$("$JULIA" --startup-file=no -e '
    print(normpath(joinpath(Sys.BINDIR, Base.DATAROOTDIR, "julia", "juliac")))')
script=$juliac/juliac-buildscript.jl
if [[ ! -f $script ]]; then
  echo "skipped: this Julia has no juliac: there is no $script"
  exit 0
fi
. "$PREBIND_SOURCE/tests/support/conformance_crate.inc"

# What `juliac.jl` runs, without the packages that it needs.
trim() {
  "$JULIA" --startup-file=no -e 'run(`$(Base.julia_cmd()) --startup-file=no $ARGS`)' -- \
    --output-o "$1.a" --output-incremental=no --strip-ir --strip-metadata --experimental \
    --trim=safe "$script" "$PWD/$1.jl" --output-exe false || return
  flags=$("$JULIA" --startup-file=no "$juliac/../julia-config.jl" --allflags)
  read -ra flags <<<"${flags//\'/}"
  cc -o "$1" -Wl,--whole-archive "$1.a" -Wl,--no-whole-archive "${flags[@]}" -ljulia-internal
}
cp "$PREBIND_SOURCE/tests/conformance/trim.jl" program.jl
succeeds trim program
succeeds ./program
equals "$(<output)" \
  "$(sed -n ':a; /# prints .*\\$/ { N; s/\\\n *# //; ba }; s/.*  # prints //p' program.jl)"

# The library is found where the program is told, and its messages are there.
mv libconformance.so moved.so
PREBIND_LIBRARY_CONFORMANCE=$PWD/moved.so succeeds ./program
fails 1 ./program
says 'the Rust library of Conformance was not found. These files are not there:'
head -c 1000 moved.so >libconformance.so
fails 1 ./program
says 'libconformance.so is cut off: its end is missing'

# A call that inference does not know is an error, or else this test could not fail.
sed 's/Conformance.add(1, 2)/Conformance.add(Base.inferencebarrier(1), 2)/' program.jl >other.jl
cp moved.so libconformance.so
fails 1 trim other
prints 'unresolved call from statement'
