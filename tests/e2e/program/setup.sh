#!/usr/bin/env bash
# What scripts/setup.sh says when it cannot do its work, with stand-ins for the programs that it
# asks. Nothing is installed.
# shellcheck disable=SC2016 # the stand-ins expand these, not this script

mkdir -p bin checkout
cp -r "$PREBIND_SOURCE/scripts" checkout/
PATH=$PWD/bin:$PATH

stand_in() { # NAME BODY
  printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
  chmod +x "bin/$1"
}
fails_with() { # STATUS COMMAND...
  local wanted=$1 status=0
  shift
  "$@" >output 2>&1 || status=$?
  [[ $status == "$wanted" ]] ||
    { echo "$* ended with $status, not $wanted:"; cat output; return 1; }
}
says() { grep -qF -- "$1" output || { echo "it does not say: $1"; cat output; return 1; }; }

fails_with 2 checkout/scripts/setup.sh
says 'usage: scripts/setup.sh demo|test'

if ! command -v julia >/dev/null; then
  fails_with 1 checkout/scripts/julia --version
  says "error: no julia on PATH, and no private one in $PWD/checkout/.tools/julia"
  says 'help: run scripts/setup.sh'
fi

# All packages are there; a second run only says so.
stand_in dpkg-query 'shift 2; for package; do echo "installed $package:amd64"; done'
for tool in g++ cmake ninja cargo pkg-config rustc; do stand_in $tool ''; done
stand_in julia 'echo julia version 1.10.3'
checkout/scripts/setup.sh demo >output
says 'setup: Debian packages: skipped, all that is needed is installed'
says "setup: Julia: skipped, $PWD/bin/julia is Julia 1.10.3"

stand_in julia 'echo julia version 1.4.2'
fails_with 1 checkout/scripts/setup.sh demo
says "error: $PWD/bin/julia is Julia 1.4.2, and 1.5 or newer is needed"
says 'help: install a newer one, or take this one off PATH'
rm bin/julia

if ! command -v julia >/dev/null; then
  PREBIND_DEBIAN_MIRROR=http://127.0.0.1:9/debian fails_with 1 checkout/scripts/setup.sh demo
  says "error: no julia on PATH, and Debian's could not be put into $PWD/checkout/.tools/julia"
  says 'http://127.0.0.1:9/debian did not give a signed list of bullseye'
  says 'help: check the network'
  [[ -z $(find checkout/.tools -name 'julia.new.*') ]]
fi

# Some packages are missing.
stand_in dpkg-query \
  'shift 2; for package; do [ "$package" = libfmt-dev ] || echo "installed $package:amd64"; done'
stand_in id 'echo 1000'
fails_with 1 checkout/scripts/setup.sh demo
says 'error: Debian packages are missing, and only root can install them: libfmt-dev'
says 'sudo apt-get update && sudo apt-get install --no-install-recommends libfmt-dev'

stand_in id 'echo 0'
stand_in apt-get 'echo "E: Failed to fetch it"; exit 100'
fails_with 1 checkout/scripts/setup.sh demo
says 'error: could not install, because apt-get update failed: libfmt-dev'
says 'help: check the network'

stand_in apt-get \
  'case "$*" in *update*) ;; *) echo "E: Unable to locate package libfmt-dev"; exit 100 ;; esac'
fails_with 1 checkout/scripts/setup.sh demo
says 'E: Unable to locate package libfmt-dev'
says 'error: could not install: libfmt-dev'
says 'it should work on Debian 12'
