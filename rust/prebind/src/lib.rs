//! Marks what a Rust crate exports to other languages.
//!
//! Prebind builds a crate once, where it is developed, into a shared library and a module of the
//! host language; everybody else just loads them. This crate is the part of it that stands in Rust
//! sources: the attribute [`#[julia]`](macro@julia) and its twin for any host,
//! [`#[export]`](macro@export).
//!
//! ```
//! use prebind::julia;
//!
//! /// Adds two numbers.
//! #[julia]
//! pub fn add(a: i32, b: i32) -> i32 {
//!     a + b
//! }
//!
//! #[julia]
//! pub struct Counter {
//!     pub count: u64,
//!     #[julia(skip)]
//!     pub step: u64,
//! }
//!
//! #[julia]
//! impl Counter {
//!     pub fn new(step: u64) -> Self {
//!         Counter { count: 0, step }
//!     }
//!
//!     pub fn advance(&mut self) -> u64 {
//!         self.count += self.step;
//!         self.count
//!     }
//! }
//!
//! // For Rust nothing has changed.
//! assert_eq!(add(1, 2), 3);
//! assert_eq!(Counter::new(5).advance(), 5);
//! ```
//!
//! # What the attributes do
//!
//! In a plain `cargo build`, in `cargo test` and in an IDE they return the item as it is, only
//! without the attributes `#[julia…]` and `#[export…]` inside it. This costs next to nothing: the
//! crate has no dependencies.
//!
//! `prebind build` switches on the crate feature `bootstrap` and names itself in the environment
//! variable `PREBIND_ENGINE`. Then each attribute hands its item to that program and adds what
//! comes back: the glue code for the host, or an error at the very token that cannot be exported.
//! Without the feature, this crate contains no code that starts a program.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

use proc_macro::TokenStream;

mod archive;
#[cfg(feature = "bootstrap")]
mod bootstrap;
mod diagnostic;
mod item;
mod strip;

/// Exports a function, a type, an `impl` block or a constant to Julia.
///
/// | on | exports |
/// |---|---|
/// | `fn` | the function |
/// | `struct` | the type, as a handle, and its `pub` fields as properties |
/// | `enum` without data | an `@enum` with the same members |
/// | `const`, `static` | a constant |
/// | `impl` of such a struct | the `pub` methods and associated functions; if one has a bare `#[julia]`, those that are marked |
///
/// | argument | on | means |
/// |---|---|---|
/// | `#[julia(name = "…")]` | all of them, fields and methods | its name in Julia |
/// | `#[julia(skip)]` | fields, methods | does not export it |
/// | `#[julia(value)]` | structs of plain data | an immutable Julia struct of the same layout |
/// | `#[julia(derive(…))]` | structs, enums | methods of Base for traits that the type derives: `Clone`, `PartialEq`, … |
/// | `#[julia(T = f32, f64)]` | generic functions | one method for each of these types |
/// | `#[julia(gc_safe)]` | functions that take long | other threads collect garbage meanwhile, from Julia 1.12 on |
/// | `#[julia(unsafe)]` | `unsafe fn`, functions that take an `extern "C" fn` | exports it; each caller in Julia must keep its contract, and it keeps no C function |
///
/// Inside a struct or an `impl` write the attribute as `julia` or `export`, with or without a path
/// before it; another name (from `use prebind::julia as other`) is known on the item itself only.
#[proc_macro_attribute]
pub fn julia(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(arguments, item)
}

/// The same as [`#[julia]`](macro@julia), under a name that favours no host language.
#[proc_macro_attribute]
pub fn export(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(arguments, item)
}

/// Links assembly that was assembled before: the archive lies in the crate, and whoever compiles
/// the crate needs no assembler.
///
/// ```ignore
/// prebind::cached_embed_asm!(
///     name = "add",
///     ".globl add_asm",
///     "add_asm:",
///     "    lea (%rdi,%rsi), %rax",
///     "    ret",
/// );
///
/// extern "C" {
///     fn add_asm(a: u64, b: u64) -> u64;
/// }
/// ```
///
/// After the name come string literals, raw or not, each one line or several, `concat!(…)` of
/// literals, or a file as `include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/add.s"))`; the
/// text is one after the other, each ended by a line end. `{version}` in it is the package's
/// version, see [`versioned!`]. The name becomes part of file names and is used once in a crate. The
/// macro stands where an item or a statement can, any number of times.
///
/// The build script has to call `prebind_build::archives()`, and the manifest to name the targets:
///
/// ```toml
/// [package.metadata.prebind]
/// archives = ["x86_64-linux", "wasm32", "wasm32+reference-types"]
/// ```
///
/// `prebind archive` makes the archives, in the folder `archives` of the crate. A build compares
/// the assembly with the one that the archive was made from, and fails if it has changed, or if
/// another archive with the same symbols gets into the program;
/// `PREBIND_ARCHIVE_DISABLE_CHECK=1` switches that off. An IDE's expansion compares nothing.
///
/// With the feature `bootstrap` and `PREBIND_BOOTSTRAP_<package>=1` in the environment (hyphens may
/// be underscores), a build makes the archives of that package anew itself, with the program that
/// `PREBIND_ENGINE` names, or else with `prebind` on PATH.
#[proc_macro]
pub fn cached_embed_asm(input: TokenStream) -> TokenStream {
    archive::expand(input)
}

/// The name of a symbol that carries the version of the package, for the `extern` block beside
/// [`cached_embed_asm!`] with the same `{version}` in its text:
///
/// ```
/// extern "C" {
///     #[link_name = prebind::versioned!("fast_add_{version}")]
///     fn fast_add(a: u64, b: u64) -> u64;
/// }
/// ```
///
/// So two versions of a package in one program have symbols of their own. Of the version, every
/// character but letters and digits is `_`: 1.2.3-rc.1 is `1_2_3_rc_1`.
#[proc_macro]
pub fn versioned(input: TokenStream) -> TokenStream {
    archive::versioned(input)
}

/// The same as [`cached_embed_asm!`].
#[proc_macro]
pub fn cache_embed_asm(input: TokenStream) -> TokenStream {
    archive::expand(input)
}

#[cfg(not(feature = "bootstrap"))]
fn expand(_: TokenStream, item: TokenStream) -> TokenStream {
    let kind = item::Kind::of(item.clone());
    strip::without_markers(item, kind)
}

#[cfg(feature = "bootstrap")]
fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let kind = item::Kind::of(item.clone());
    let mut output = strip::without_markers(item.clone(), kind);
    if let Some(engine) = bootstrap::engine() {
        output.extend(bootstrap::expand(engine, arguments, item, kind));
    }
    output
}
