//! `cached_embed_asm!`: links an archive that lies in the package, made from the assembly in the
//! call. docs/archives.md says what there is to know about it.

pub(crate) mod check;
mod explain;
pub(crate) mod input;
mod library;
mod link;
mod literal;
pub(crate) mod mark;
mod name;
mod sha256;
pub(crate) mod site;
mod symbol;

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use proc_macro::{Delimiter, Group, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use check::{Link, State};
use input::{Input, Problem};
use site::{Nowhere, Site};

pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let site = Site::here();
    let input = match input::read(tokens, &site.version).and_then(check_name) {
        Ok(input) => input,
        Err(problem) => return problem.into_tokens(),
    };
    // An IDE looks while the files are being edited, and may expand the same call again.
    if site::is_ide() {
        return link::tokens(&site, &input.name, None, false);
    }
    let claimed = claim_name(&site, &input).map_err(Problem::into_tokens);
    let mut items = match claimed.and_then(|is_first| Ok((is_first, verify(&site, &input)?))) {
        Ok((is_first, Some(link))) => link::tokens(&site, &input.name, Some(&link), is_first),
        Ok((_, None)) => TokenStream::new(),
        Err(errors) => errors,
    };
    // If the file changes, cargo builds again, after an error too.
    items.extend(input.files.into_iter().map(watch));
    items
}

/// `versioned!`: a literal with the package's version where `{version}` stands.
pub(crate) fn versioned(tokens: TokenStream) -> TokenStream {
    let site = Site::here();
    match input::read_symbol(tokens, &site.version) {
        Ok(symbol) => TokenTree::Literal(Literal::string(&symbol)).into(),
        Err(problem) => problem.into_tokens(),
    }
}

/// Makes rustc read a file, too, so that cargo knows of it.
fn watch(path: TokenStream) -> TokenStream {
    let mut item: TokenStream = "const _: &str = include_str!".parse().unwrap_or_default();
    let argument = TokenTree::Group(Group::new(Delimiter::Parenthesis, path));
    item.extend([argument, TokenTree::Punct(Punct::new(';', Spacing::Alone))]);
    item
}

fn check_name(input: Input) -> Result<Input, Problem> {
    match name::problem(&input.name) {
        Some(problem) => Err(Problem::at(input.name_span, problem, name::HELP)),
        None => Ok(input),
    }
}

/// The names that this process has seen. A compiler expands one crate, each call of it once.
static NAMES: Mutex<Option<HashSet<String>>> = Mutex::new(None);

/// Whether this is the first name.
fn claim_name(site: &Site, input: &Input) -> Result<bool, Problem> {
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    let names = names.get_or_insert_with(HashSet::new);
    if names.insert(name::folded(&input.name)) {
        return Ok(names.len() == 1);
    }
    let Site { package, .. } = site;
    Err(Problem::at(
        input.name_span,
        format!("`{package}` has two archives with the name `{}`", input.name),
        "give each a name of its own; names that differ in case alone are one file on some systems",
    ))
}

/// What to link, or errors if the archive is not as it should be. Where the call is only collected,
/// there is nothing to link yet.
fn verify(site: &Site, input: &Input) -> Result<Option<Link>, TokenStream> {
    let gathered = site.is_bootstrapped() && site::is_on(site::GATHER);
    if site.directories.is_empty() && !(gathered && site.nowhere().is_known()) {
        return Err(explain_nowhere(site).into_tokens());
    }
    if site.is_bootstrapped() {
        bootstrap(site, input)?;
        return Ok(match gathered {
            true => None,
            false => Some(made_now(site, input)),
        });
    }
    if site::is_on(site::DISABLE_CHECK) {
        return Ok(Some(check::unchecked(site, &input.name)));
    }
    let state = check::check(site, &input.name, &input.text);
    let (message, help) = match state.explain(site, &input.name, site.is_readers_own()) {
        None => {
            return Ok(match state {
                State::Fresh(link) => Some(link),
                _ => None,
            })
        }
        Some(texts) => texts,
    };
    #[cfg(feature = "bootstrap")]
    if state.is_missing() {
        if let Some(done) = crate::bootstrap::archive::make_own(site, input) {
            return done.map(|()| Some(made_now(site, input)));
        }
    }
    Err(Problem::at(Span::call_site(), message, help).into_tokens())
}

/// An archive that the engine has made for this build.
fn made_now(site: &Site, input: &Input) -> Link {
    let variant = site.first_variant();
    Link { mark: Some(mark::of(&input.text, &variant)), variant }
}

fn explain_nowhere(site: &Site) -> Problem {
    let Site { package, version, manifest, .. } = site;
    let own = site.is_readers_own();
    let (message, help) = match (site.nowhere(), own) {
        (Nowhere::NotAsked, true) => (
            format!("nothing says where the archives of `{package}` {version} are"),
            format!(
                "call `prebind_build::archives()` in `{}`, with `prebind-build` among the \
                 [build-dependencies]",
                manifest.join("build.rs").display()
            ),
        ),
        (Nowhere::NotAsked, false) => (
            format!("`{package}` {version} does not say where its archives are"),
            format!("this is a mistake in `{package}` as it was published: tell its authors"),
        ),
        (Nowhere::NoneFits(reason), true) => (
            format!("`{package}` {version} has no archives for this target: {reason}"),
            "add a variant that fits to `archives` in [package.metadata.prebind] of its \
             Cargo.toml and run `prebind archive`; or enable the features that are missing; or \
             put `#[cfg(…)]` on this macro"
                .to_owned(),
        ),
        (Nowhere::NoneFits(reason), false) => (
            format!("`{package}` {version} has no archives for this target: {reason}"),
            format!(
                "build for a target that it supports, with the features that it asks for \
                 (`-C target-feature=+…` in RUSTFLAGS), or ask the authors of `{package}` for \
                 archives for this one"
            ),
        ),
    };
    Problem::at(Span::call_site(), message, help)
}

#[cfg(feature = "bootstrap")]
fn bootstrap(site: &Site, input: &Input) -> Result<(), TokenStream> {
    crate::bootstrap::archive::make(site, input)
}

#[cfg(not(feature = "bootstrap"))]
fn bootstrap(site: &Site, _: &Input) -> Result<(), TokenStream> {
    let variable = site.bootstrap_variable();
    let message = format!(
        "{variable} is set, but the crate `prebind` was compiled without its feature `bootstrap`"
    );
    let help = format!(
        "run `prebind archive {}`, which switches on both; or add `bootstrap = \
         [\"prebind/bootstrap\"]` to [features] and build with `--features bootstrap`; or unset \
         the variable to use the existing archives",
        site.manifest.display()
    );
    Err(Problem::at(Span::call_site(), message, help).into_tokens())
}
