#!/usr/bin/env bash
# Between `prebind package` and the upload Pkg finds no tarball: what the command says to do about
# that works as it is.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/empty_registry.inc"
use_interpreter
use_empty_depot "$PWD/depot"

succeeds "$PREBIND" new TextKit
succeeds "$PREBIND" package TextKit/deps/text_kit --url http://127.0.0.1:9/v0.1.0
prints 'Until they are there, Pkg cannot install or test the package. To test it before that, put
the library where Pkg would:
'
sed -n '/^  mkdir/,$p' output | sed "s|^  julia|  '$JULIA' --startup-file=no|" >steps
equals "$(wc -l <steps)" 3
fails 1 bash -e <(tail -n 1 steps)
succeeds bash -e steps
# Without the library that the author's build has left, it is that of the tarball.
rm -r TextKit/deps/lib
succeeds bash -e <(tail -n 1 steps)
succeeds "$PREBIND" package TextKit/deps/text_kit --url http://127.0.0.1:9/v0.1.0
[[ $(<output) != *'Until they are there'* ]] || fail 'nothing has changed'
succeeds "$PREBIND" package TextKit/deps/text_kit --url http://127.0.0.1:9/v0.2.0 \
  --artifacts elsewhere.toml -o dist
prints 'Until they are there, Pkg cannot install or test the package.'
[[ $(<output) != *mkdir* ]] || fail 'there is no package to test'
