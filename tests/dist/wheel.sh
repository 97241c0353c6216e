#!/usr/bin/env bash
# The wheel is installed from its file into an environment of its own, and the program works there.
source "$PREBIND_SOURCE/tests/support/common.inc"

python3 -m venv environment
wheel=$(echo "$DIST/prebind-$VERSION"-py3-none-manylinux_2_28_x86_64.whl)
environment/bin/pip install -q --no-index "$wheel"
succeeds environment/bin/prebind --version
grep -qF "prebind $VERSION (LLVM " output || fail "the program says: $(cat output)"
succeeds environment/bin/prebind new Geometry
[[ -f Geometry/Project.toml ]] || fail "there is no package"
# Beside the program: the crates that the package refers to.
[[ -f environment/share/prebind/rust/prebind/Cargo.toml ]] || fail "the crates are not installed"

python3 -m venv checker
checker/bin/pip install -q auditwheel
checker/bin/auditwheel show "$wheel" | tr '\n' ' ' >shown
grep -qE 'following platform tag: +"manylinux_2_28_x86_64"' shown || fail "$(cat shown)"
