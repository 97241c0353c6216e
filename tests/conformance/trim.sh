#!/usr/bin/env bash
# A program and a C library of `juliac --trim=safe` (Julia 1.12): the verifier knows every call of a
# generated module, and what is left of it works.
. "$PREBIND_SOURCE/tests/support/common.inc"

juliac=$("$JULIA" --startup-file=no -e '
    print(normpath(joinpath(Sys.BINDIR, Base.DATAROOTDIR, "julia", "juliac")))')
script=$juliac/juliac-buildscript.jl
if [[ ! -f $script ]]; then
  echo "skipped: this Julia has no juliac: there is no $script"
  exit 0
fi
. "$PREBIND_SOURCE/tests/support/conformance_crate.inc"

# What `juliac.jl` runs, without the packages that it needs: trim NAME KIND CCALLABLE FLAG...
trim() {
  local name=$1 kind=$2 with_ccallable=$3 flags
  "$JULIA" --startup-file=no -e 'run(`$(Base.julia_cmd()) --startup-file=no $ARGS`)' -- \
    --output-o "$name.a" --output-incremental=no --strip-ir --strip-metadata --experimental \
    --trim=safe "$script" "$PWD/$name.jl" "--output-$kind" "$with_ccallable" || return
  flags=$("$JULIA" --startup-file=no "$juliac/../julia-config.jl" --allflags)
  read -ra flags <<<"${flags//\'/}"
  # First, so that what unwinds is not a part of the `libunwind` that Julia has.
  cc -Wl,--push-state,--no-as-needed -lgcc_s -Wl,--pop-state "${@:4}" \
    -Wl,--whole-archive "$name.a" -Wl,--no-whole-archive "${flags[@]}" -ljulia-internal
}
cp "$PREBIND_SOURCE/tests/conformance/trim.jl" program.jl
succeeds trim program exe false -o program
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
fails 1 trim other exe false -o other
prints 'unresolved call from statement'

# A library of a package, which Julia has precompiled before: what its native code does not know of
# the loader, the library does.
make_crate packages/Kit/deps/kit kit <<'EOF'
use prebind::julia;

#[julia]
pub fn total(values: &[f64]) -> f64 {
    values.iter().sum()
}

#[julia]
pub fn half(n: i64) -> Result<i64, String> {
    if n % 2 == 0 { Ok(n / 2) } else { Err(format!("{n} is odd")) }
}

#[julia]
pub fn sum_of(f: &dyn Fn(f64) -> f64, count: u32) -> f64 {
    (0..count).map(|i| f(i.into())).sum()
}
EOF
succeeds "$PREBIND" build packages/Kit/deps/kit -o packages/Kit/src/Kit.jl --module Kit
printf 'name = "Kit"\nuuid = "c51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b11"\n' >packages/Kit/Project.toml
cat >kit_c.jl <<'EOF'
using Kit

Base.@ccallable function kit_total(values::Ptr{Cdouble}, count::Csize_t)::Cdouble
    return Kit.total(unsafe_wrap(Array, values, Int(count)))
end

Base.@ccallable function kit_half(n::Int64, message::Ptr{UInt8}, size::Csize_t)::Int64
    try
        return Kit.half(n)
    catch exception
        text = exception isa Kit.RustError ? exception.message : "?"
        for (i, byte) in enumerate(codeunits(text))
            i < size && unsafe_store!(message, byte, i)
        end
        return -1
    end
end

Base.@ccallable kit_squares(count::UInt32)::Cdouble = Kit.sum_of(x -> x * x, count)
EOF
cat >main.c <<'EOF'
#include <stdint.h>
#include <stdio.h>

double kit_total(const double *values, size_t count);
int64_t kit_half(int64_t n, char *message, size_t size);
double kit_squares(uint32_t count);

int main(void) {
    const double values[] = {1.0, 2.5};
    char message[100] = "";
    printf("%g ", kit_total(values, 2));
    printf("%d ", (int)kit_half(8, message, sizeof message));
    printf("%d %s ", (int)kit_half(7, message, sizeof message), message);
    printf("%g", kit_squares(4));
}
EOF
export JULIA_LOAD_PATH=$PWD/packages:@stdlib
succeeds "$JULIA" --startup-file=no -e 'using Kit'
succeeds trim kit_c lib true -shared -o libkit_c.so
succeeds cc main.c -o main "$PWD/libkit_c.so" -Wl,-rpath-link,"$juliac/../../../lib"
succeeds ./main
equals "$(<output)" '3.5 4 -1 7 is odd 14'

# What is wrong, the library says as well.
mv packages/Kit/src/libkit.so moved.so
PREBIND_LIBRARY_KIT=$PWD/moved.so succeeds ./main
equals "$(<output)" '3.5 4 -1 7 is odd 14'
./main >output 2>errors && fail 'there is no library'
says 'the Rust library of Kit was not found. These files are not there:'
