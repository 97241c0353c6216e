#!/usr/bin/env bash
# What a person does with the cache, and builds where it cannot be used.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

make_locked_crate geometry
export PREBIND_CACHE_DIR="$PWD/the cache"
succeeds "$PREBIND" cache dir
equals "$(<output)" "$PWD/the cache"
succeeds "$PREBIND" build geometry
succeeds "$PREBIND" cache list
prints 'CRATE     VERSION  PROFILE  TARGET        AGE'
prints 'geometry  1.2.3    release  this machine'
succeeds "$PREBIND" cache list --json
equals "$(json 'len(o["results"]), o["results"][0]["crate"]')" "(1, 'geometry')"
succeeds "$PREBIND" cache size
prints ' in 1 results ('
prints 'cleans itself beyond 5.0 GB)'
succeeds "$PREBIND" build geometry -o again/
prints '(from the cache)'
succeeds "$PREBIND" cache stats
prints 'hits       1'
prints 'never built in this form'
prints 's of building'
succeeds "$PREBIND" cache verify
prints 'checked 1 results and 3 files: 0 damaged files set aside'

# A changed text is noticed, set aside, and the result built again.
library=$(find "$PREBIND_CACHE_DIR/v1/blobs" -type f -printf '%s %p\n' | sort -n | tail -n 1)
library=${library#* }
chmod u+w "$library"
printf damaged | dd of="$library" bs=1 seek=5000 conv=notrunc status=none
: >cargo.log
rm Geometry.jl libgeometry.so
succeeds "$PREBIND" build geometry
builds_with_cargo 1
evaluates Geometry.jl 'print(add(1, 2))'
prints 3

fails 2 "$PREBIND" cache clean
says 'error: `prebind cache clean` needs to know what to keep
help: name `--max-age 30d`, `--max-size 5G` or both; `prebind cache clear` removes everything'
fails 2 "$PREBIND" cache clean --max-age soon
says 'error: `soon` is not an age
help: write a number with s, m, h, d or w, as `30d`'
fails 2 "$PREBIND" cache clean --max-size 5Q
says 'error: `5Q` is not a size'
succeeds "$PREBIND" cache clean --max-age 30d --max-size 5G
prints '0 results removed'
succeeds "$PREBIND" cache clean --max-size 0
prints '1 results removed'
succeeds "$PREBIND" cache clear
succeeds "$PREBIND" cache list --json
equals "$(json 'len(o["results"])')" 0
fails 2 "$PREBIND" cache
says 'help: `prebind cache --help` shows the usage'

# Places that cannot be used: one line, and the work is done.
for place in /dev/null/x /proc/x; do
  rm -f Geometry.jl libgeometry.so
  succeeds env PREBIND_CACHE_DIR=$place "$PREBIND" build geometry
  says 'the cache is not used: '
  equals "$(grep -c 'the cache is' errors)" 1
  evaluates Geometry.jl 'print(add(1, 2))'
  prints 3
done
mkdir open && chmod 777 open
succeeds env PREBIND_CACHE_DIR="$PWD/open" "$PREBIND" build geometry
says "the cache is not used: "
succeeds env -u PREBIND_CACHE_DIR -u XDG_CACHE_HOME -u HOME \
  CARGO_HOME="${CARGO_HOME:-$HOME/.cargo}" RUSTUP_HOME="${RUSTUP_HOME:-$HOME/.rustup}" \
  "$PREBIND" build geometry
says 'the cache is not used: no folder is known for it (set PREBIND_CACHE_DIR)'
fails 1 env -u PREBIND_CACHE_DIR -u XDG_CACHE_HOME -u HOME "$PREBIND" cache dir
says 'error: no folder is known for the cache'
