#!/usr/bin/env bash
# The CI file of a new package builds what people write today, and leaves the bindings as they are.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/zig.inc"
unset CARGO_NET_OFFLINE  # serde_json may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0

succeeds "$PREBIND" new TextKit
cd TextKit
export PREBIND
for step in 'path: /opt/prebind' 'https://sh.rustup.rs' 'uses: actions/cache@v4' \
  'pip3 install --break-system-packages cargo-zigbuild ziglang'; do
  grep -qF "$step" .github/workflows/CI.yml || fail "CI.yml has no $step"
done
# The name of the step, and what it runs.
command=$(grep -A1 'name: Build the library' .github/workflows/CI.yml | sed -n 's/^ *run: //p')
equals "$command" "prebind build deps/text_kit -o src/generated/Bindings.jl --module Bindings \
--lib-dir deps/lib --glibc 2.17"
sed -i 's/^edition = .*/edition = "2024"/; s/^rust-version.*//; /^prebind = /a serde_json = "1"' \
  deps/text_kit/Cargo.toml
cat >>deps/text_kit/src/lib.rs <<'END'

/// The number of values in a JSON array.
#[julia]
pub fn json_length(text: &str) -> Result<usize, serde_json::Error> {
    Ok(serde_json::from_str::<Vec<serde_json::Value>>(text)?.len())
}
END
succeeds "$JULIA" --startup-file=no deps/build.jl
before=$(sha256sum src/generated/Bindings.jl)
mkdir bin
ln -s "$PREBIND" bin/prebind
export PATH=$PWD/bin:$PATH
use_zig || {
  echo "without --glibc: cargo-zigbuild is not installed; \`scripts/setup.sh cross\` does that"
  command=${command% --glibc 2.17}
}
succeeds sh -c "$command"
equals "$(sha256sum src/generated/Bindings.jl)" "$before"
succeeds "$JULIA" --startup-file=no --project -e 'using TextKit; print(json_length("[1, [], {}]"))'
prints 3
