#!/usr/bin/env bash
# Errors of the real `anyhow` keep their contexts and what is behind them.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE  # the crate may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0

make_crate reader <<'END'
use anyhow::{Context, Result};
use prebind::julia;

#[julia]
pub fn number_in(text: &str) -> Result<i64> {
    let number = text.trim().parse().with_context(|| format!("cannot read {text:?}"))?;
    Ok(number)
}

#[julia]
pub fn total_of(texts: &[&str]) -> Result<i64, anyhow::Error> {
    let all: Result<Vec<i64>> = texts.iter().map(|text| number_in(text)).collect();
    Ok(all.context("no total")?.iter().sum())
}

#[julia]
pub fn fails_alone() -> Result<()> {
    anyhow::bail!("just so")
}
END
echo 'anyhow = "1"' >>reader/Cargo.toml
succeeds "$PREBIND" build reader
evaluates Reader.jl 'print(total_of(["1", " 2"]))'
prints 3
shows() { evaluates Reader.jl "try $1 catch e; showerror(stdout, e) end"; }
shows 'total_of(["1", "x"])'
prints 'RustError: no total
caused by: cannot read "x"
caused by: invalid digit found in string'
shows 'fails_alone()'
prints 'RustError: just so'
