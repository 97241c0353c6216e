#!/usr/bin/env bash
# What a handle points at (src/expand/cell.cpp), under many threads: who changes the value is alone with it, it is taken once, nothing leaks.
. "$PREBIND_SOURCE/tests/e2e/common.inc"

{
  echo '#![allow(dead_code)] extern crate std as prebind_std;'
  sed -n '/kCell = R"rust(/,/)rust"/p' "$PREBIND_SOURCE/src/expand/cell.cpp" | sed '1d;$d'
  cat "$PREBIND_SOURCE/tests/e2e/cell.rs"
} >cell.rs
succeeds rustc --edition 2021 -O -o cell cell.rs
succeeds ./cell
