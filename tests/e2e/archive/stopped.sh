#!/usr/bin/env bash
# `prebind archive` assembles while rustc still expands macros. If rustc, a text or a person stops
# it half-way, the archives are as they were, and nothing is left beside them.
. "$PREBIND_SOURCE/tests/support/archive.inc"
export CARGO_TARGET_DIR=$PWD/target

# make_routines FIRST REST: 400 of them, the text of the first one and of the others
make_routines() {
  {
    echo "prebind::cached_embed_asm!(name = \"s0\", \"$1\");"
    for number in {1..399}; do
      echo "prebind::cached_embed_asm!(name = \"s$number\", \"$2\", \".long $number\");"
    done
  } | make_archive_crate routines
}
untouched() { # BEFORE
  equals "$(state_of routines/archives)" "$1"
  [[ -z $(find routines target -name '.prebind-tmp-*') ]] || fail 'temporary files are left'
}

make_routines nop nop
succeeds prebind archive routines
before=$(state_of routines/archives)

# rustc finds something behind all macros, when most texts are assembled, and in the middle.
make_routines ret ret
cp routines/src/lib.rs plain.rs
echo 'pub fn wrong() -> u8 { "a text" }' >>routines/src/lib.rs
fails 1 prebind archive routines
says 'error[E0308]: mismatched types'
says 'error: cargo could not check `routines` for x86_64-unknown-linux-gnu with all features ('
untouched "$before"
sed '200i compile_error!("half-way");' plain.rs >routines/src/lib.rs
fails 1 prebind archive routines
says 'error: half-way'
untouched "$before"

# Errors are in the order of the sources, whatever was assembled first.
sed 's/name = "s\(7\|30\|250\)", "/&reet", "/' plain.rs >routines/src/lib.rs
for _ in 1 2 3; do
  fails 1 prebind archive routines
  equals "$(grep -o 'archive `s[0-9]*`' errors | tr '\n' ' ')" \
    'archive `s7` archive `s30` archive `s250` '
done
untouched "$before"

# Ctrl-C, while rustc is at work and while a text is being assembled.
cat >wrapper <<'END'
#!/bin/sh
"$@"
status=$?
case " $* " in
  *' --crate-name routines '*) touch "$CARGO_TARGET_DIR/expanded" && sleep "$HOLD" ;;
esac
exit $status
END
chmod +x wrapper
export RUSTC_WRAPPER=$PWD/wrapper
stops_after() { # SECONDS that rustc takes when all macros are expanded
  for signal in INT TERM; do
    rm -f target/expanded
    HOLD=$1 prebind archive routines >output 2>errors &
    local job=$! status=0
    for ((i = 0; i < 3000; i++)); do
      [[ ! -e target/expanded ]] || break
      sleep 0.02
    done
    [[ -e target/expanded ]] || fail 'rustc did not come so far'
    sleep 0.3
    kill "-$signal" -- "-$job"
    wait "$job" || status=$?
    equals "$status" "$((128 + $(kill -l "$signal")))"
    says 'error: interrupted'
    untouched "$before"
  done
}
set -m # background jobs get a process group each, as at a terminal
make_routines ret ret
stops_after 60
make_routines '.rept 1200000' nop # takes some seconds
sed -i '1s/);$/, "movq %rax, 8(%rdi,%rsi,4)", ".endr");/' routines/src/lib.rs
stops_after 0
