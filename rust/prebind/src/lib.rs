//! Marks what a Rust crate exports to other languages.
//!
//! Prebind builds a crate once, where it is developed, into a shared library and a module of the
//! host language; everybody else just loads them. This crate has the part that stands in Rust
//! sources: the attribute [`#[julia]`](macro@julia) and its twin for any host,
//! [`#[export]`](macro@export), and the macro [`cached_embed_asm!`] for assembly.
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
//! In a plain `cargo build`, in `cargo test` and in an IDE they return the item as it is, without
//! the attributes `#[julia…]` and `#[export…]` inside it. This costs next to nothing: the crate has
//! no dependencies.
//!
//! `prebind build` switches on the crate feature `bootstrap` and names itself in the environment
//! variable `PREBIND_ENGINE`. Then each attribute sends its item to that program and adds the
//! answer: the glue code for the host, or an error at the token that cannot be exported. Without
//! the feature, this crate contains no code that starts a program.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

use item::Attribute;
use proc_macro::TokenStream;

mod archive;
#[cfg(feature = "bootstrap")]
mod bootstrap;
mod diagnostic;
mod files;
mod item;
mod logger;
mod strip;

/// Exports a function, a type, an `impl` block or a constant to Julia.
///
/// | on | exports |
/// |---|---|
/// | `fn` | the function |
/// | `struct` | the type, as a handle, and its `pub` fields as properties |
/// | `enum` without data | an `@enum` with the same members |
/// | `enum` with data | an abstract type, and a struct for each variant |
/// | `const`, `static` | a constant |
/// | `impl` of an exported type | its `pub` methods and associated functions |
/// | `impl` of a trait for an exported type | methods of Base, for `Display`, `Add`, `Index` … |
/// | `mod … { … }` | a module with the exported items in it |
///
/// If a method of an `impl` has a bare `#[julia]`, only the marked methods are exported.
///
/// | argument | on | means |
/// |---|---|---|
/// | `#[julia(name = "…")]` | all of them, fields, variants | its name in Julia alone |
/// | `#[julia(skip)]` | fields, also of variants, methods | does not export it |
/// | `#[julia(value)]` | structs of plain data | an immutable Julia struct, same layout |
/// | `#[julia(derive(…))]` | structs, enums | methods of Base for these traits of the type |
/// | `#[julia(T = f32, f64)]` | generic functions | one method for each of these types |
/// | `#[julia(as = "length")]` | functions, methods | a method of that function of Julia's Base |
/// | `#[julia(index = 1)]` | `impl Index`, `impl IndexMut` | indices begin with 1 in Julia |
/// | `#[julia(interruptible)]` | a parameter `&dyn Fn() -> bool` | true after Ctrl-C; see below |
/// | `#[julia(progress)]` | a parameter `&dyn Fn(f64)` | shows how far a call is; see below |
/// | `#[julia(runtime = "tokio")]` | `async fn` | what polls it; see below |
/// | `#[julia(timeout)]` | `async fn` | a keyword `timeout`: seconds to wait at most |
/// | `#[julia(gc_safe)]` | functions that run for long | see below |
/// | `#[julia(unsafe)]` | `unsafe fn`, users of `extern "C" fn` | exports it; see below |
///
/// - `derive` takes `Clone`, `Default`, `Display`, `Hash`, `PartialEq` and `PartialOrd`.
/// - `T = …` takes numbers, `bool`, `char`, `String` and exported types. With several parameters
///   (`A = u8, u16, B = f64`) each combination is a method.
/// - Julia itself provides what is `interruptible` or `progress`; its users do not pass it. Once
///   the former returned true, the call throws the `InterruptException`, whatever it returns. The
///   latter takes fractions from 0 to 1, and Julia logs them as ProgressLogging.jl does.
/// - An `async fn` blocks the task that calls it, not its thread. `runtime` is `"tokio"`, `"smol"`
///   or the path of a function that returns a `tokio::runtime::Handle`; without it, one thread
///   polls the futures of the crate. The future is `Send`, and owns what it returns.
/// - `gc_safe` lets other threads collect garbage while the function runs, from Julia 1.12 on. The
///   function cannot call functions of Julia.
/// - With `unsafe`, each caller in Julia must keep the function's contract. A function that takes
///   an `extern "C" fn` must not keep it after the call, and must not call it on another thread.
///
/// A module has its items in braces; rustc does not hand those of `mod name;` to attributes.
/// Modules without the attribute are not seen in hosts: their items belong to the module around
/// them.
///
/// Inside a struct or an `impl`, write the attribute as `julia`, with or without a path before it,
/// as `export` or as `prebind::export`. Another name (from `use prebind::julia as other`) works on
/// the item itself only. An `export` of another crate stays on the item.
#[proc_macro_attribute]
pub fn julia(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(Attribute::Julia, arguments, item)
}

/// The same as [`#[julia]`](macro@julia), for any host language. An item can have both.
///
/// | argument | means |
/// |---|---|
/// | `#[export(name = "…")]` | its name in all hosts, and in the library's symbol |
/// | `#[export(name(cpp = "…", julia = "…"))]` | its name in each of these hosts |
/// | `#[export(hosts = cpp)]` | only these hosts have it, instead of all: `julia`, `cpp` |
///
/// Two items of one Rust name need `#[export(name = "…")]` on one of them, unless they are in two
/// modules with the attribute; a type has it on its `impl` blocks too.
///
/// ```
/// use prebind::{export, julia};
///
/// #[julia(name = "push!")]
/// #[export(name(cpp = "append"))]
/// pub fn push(value: i32) -> i32 {
///     value
/// }
/// ```
#[proc_macro_attribute]
pub fn export(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(Attribute::Export, arguments, item)
}

/// Links assembly that was assembled before: the crate carries the archive, and whoever compiles
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
/// After the name come string literals (raw or not, of one line or several), `concat!(…)` of
/// literals, or a file as `include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/add.s"))`. The
/// text is all of them in order, each ended by a line end. `{version}` in it is the package's
/// version, see [`versioned!`]. The name becomes part of file names and is used once in a crate.
/// The macro can be called where an item or a statement can be, any number of times.
///
/// The build script must call `prebind_build::archives()`, and the manifest must name the variants:
///
/// ```toml
/// [package.metadata.prebind]
/// archives = ["x86_64-linux", "wasm32", "wasm32+reference-types"]
/// ```
///
/// `prebind archive` makes the archives, in the folder `archives` of the crate. A build compares
/// the assembly with that of the archive. It fails if the assembly has changed, or if another
/// archive with the same symbols gets into the program. `PREBIND_ARCHIVE_DISABLE_CHECK=1` switches
/// the comparison off. The expansion in an IDE compares nothing.
///
/// With the feature `bootstrap` and `PREBIND_BOOTSTRAP_<package>=1` in the environment (hyphens may
/// be underscores), a build makes the archives of that package again. It uses the program that
/// `PREBIND_ENGINE` names, else `prebind` on PATH.
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
/// So two versions of a package in one program have symbols of their own. Each character of the
/// version that is no letter or digit becomes `_`: 1.2.3-rc.1 is `1_2_3_rc_1`.
#[proc_macro]
pub fn versioned(input: TokenStream) -> TokenStream {
    archive::versioned(input)
}

/// What the crate logs goes to the host: in Julia, to its Logging.
///
/// ```ignore
/// prebind::host_logger!();
/// ```
///
/// Write it once, outside of functions, in a crate that depends on `log` 0.4 by that name. With
/// `host_logger!(kv)`, records have their key-values, for which `log` needs its feature `kv`
/// (0.4.21). What uses `tracing` is heard if that has its feature `log`.
///
/// The host sets the logger of `log` and its level when it loads the library. A logger that was set
/// before stays. In a plain `cargo build` this is nothing.
#[proc_macro]
pub fn host_logger(input: TokenStream) -> TokenStream {
    logger::expand(input)
}

/// The same as [`cached_embed_asm!`].
#[proc_macro]
pub fn cache_embed_asm(input: TokenStream) -> TokenStream {
    archive::expand(input)
}

#[cfg(not(feature = "bootstrap"))]
fn expand(_: Attribute, _: TokenStream, item: TokenStream) -> TokenStream {
    let kind = item::Kind::of(item.clone());
    let mut output = strip::without_markers(item.clone(), kind);
    output.extend(refused(item, kind));
    output
}

/// Errors for what no attribute of stable Rust can have.
fn refused(item: TokenStream, kind: item::Kind) -> TokenStream {
    match kind {
        item::Kind::Module => files::refuse(item),
        _ => TokenStream::new(),
    }
}

#[cfg(feature = "bootstrap")]
fn expand(attribute: Attribute, arguments: TokenStream, item: TokenStream) -> TokenStream {
    let kind = item::Kind::of(item.clone());
    let mut output = strip::without_markers(item.clone(), kind);
    let errors = refused(item.clone(), kind);
    if !errors.is_empty() {
        output.extend(errors);
    } else if let Some(engine) = bootstrap::engine() {
        if let item::Kind::Module = kind {
            output = bootstrap::module::with_path(attribute, &arguments, item.clone(), output);
        }
        output.extend(bootstrap::expand(engine, attribute, arguments, item, kind));
    }
    output
}
