//! For the build script of a crate that uses `prebind::cached_embed_asm!`:
//!
//! ```no_run
//! // build.rs
//! prebind_build::archives();
//! ```
//!
//! with the variants that the crate carries archives for in its manifest:
//!
//! ```toml
//! [package.metadata.prebind]
//! archives = ["wasm32", "wasm32+reference-types", "x86_64-linux"]
//! ```

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod script;
mod toml;
mod variant;

use std::collections::BTreeMap;
use std::env;
use std::process;

/// Finds the archives for the target and tells the linker and the macros where they are.
///
/// It considers the variants in `[package.metadata.prebind]` whose every feature the target
/// enables, and takes the one with the most features. If no variant fits, the build goes on: a
/// macro that is compiled for this target all the same reports the error.
///
/// # Archives in a crate of their own
///
/// A package with `links` in its manifest passes its archives on to the packages that depend on it.
/// Their own call of this function adds these to their own archives.
///
/// # Bootstrap
///
/// With `PREBIND_BOOTSTRAP_<package>=1` in the environment (hyphens may be underscores), it removes
/// archives of other versions of the package, and those that the last build made for itself.
///
/// # What makes it run again
///
/// The manifest, the chosen folder of archives, and the variables `PREBIND_BOOTSTRAP_<package>` and
/// `PREBIND_ARCHIVE_DISABLE_CHECK`. In bootstrap mode the build makes the archives, so cargo does
/// not watch them.
///
/// # Errors
///
/// Ends the process with status 1 if no variant is declared or the manifest is not understood;
/// standard error says why.
pub fn archives() {
    // Every variable that matters here is Unicode.
    let environment: BTreeMap<_, _> = env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    match script::run(&environment) {
        Ok(lines) => lines.iter().for_each(|line| println!("{line}")),
        Err(problem) => {
            eprintln!("error: {}\nhelp: {}", problem.message, problem.help);
            process::exit(1);
        }
    }
}
