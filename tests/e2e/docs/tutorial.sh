#!/usr/bin/env bash
# docs/tutorial.md, block by block. What it ships comes from a server on this machine, and is
# installed and called without Rust and Prebind.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/empty_registry.inc"
. "$PREBIND_SOURCE/tests/support/pages.inc"
unset CARGO_NET_OFFLINE  # the crates that it adds may not be on this machine yet

use_tools
use_empty_depot "$PWD/depot"
use_git_author
mkdir server
ln -s ../NameMatch/dist server/v0.1.0
serve server
succeeds follow docs/tutorial.md \
  --replace https://github.com/you/NameMatch.jl/releases/download "http://127.0.0.1:$port" \
  --replace 'url = "https://github.com/you/NameMatch.jl"' "path = \"$PWD/NameMatch\""
prints 'blocks'
