//! Asks the engine to make an archive.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use proc_macro::{Span, TokenStream};

use super::engine::{self, Identity};
use super::frames::{self, Fields, Frame, Malformed};
use super::gather;
use crate::archive::input::{Input, Problem};
use crate::archive::site::{self, variant, Site};
use crate::diagnostic::compile_error;

/// Makes the archive in the package, and for the linker of this build; or leaves all of that to
/// `prebind archive`, which collects the calls.
pub(crate) fn make(site: &Site, input: &Input) -> Result<(), TokenStream> {
    if site::is_on(site::GATHER) && !site::is_on(site::VARIANTS) {
        return leave(site, input).map_err(shown);
    }
    match reachable() {
        Some(program) => ask(program, site, input, true),
        None => Err(Problem::at(
            Span::call_site(),
            format!("{} is set, but there is no `prebind` on PATH", site.bootstrap_variable()),
            "run `prebind archive`, or name the program in PREBIND_ENGINE, or unset the variable \
             to use the existing archives",
        )
        .into_tokens()),
    }
}

/// Makes the archive for the linker of this build alone, if there is an engine.
pub(crate) fn make_own(site: &Site, input: &Input) -> Option<Result<(), TokenStream>> {
    let done = ask(reachable()?, site, input, false);
    if done.is_ok() {
        let Site { package, version, .. } = site;
        let variant = site.directories.first().map(|path| variant(path)).unwrap_or_default();
        eprintln!(
            "warning: archive `{}` of package `{package}` {version} for `{variant}` is missing: \
             it was assembled for this build alone; `prebind archive {}` makes it",
            input.name,
            site.manifest.display()
        );
    }
    Some(done)
}

fn reachable() -> Option<OsString> {
    super::engine().or_else(|| {
        let file = format!("prebind{}", env::consts::EXE_SUFFIX);
        let path = env::var_os("PATH")?;
        let found = env::split_paths(&path).map(|folder| folder.join(&file));
        found.into_iter().find(|program| program.is_file()).map(PathBuf::into_os_string)
    })
}

fn leave(site: &Site, input: &Input) -> Result<(), engine::Problem> {
    let folder = PathBuf::from(env::var_os(site::GATHER).unwrap_or_default());
    let hello = Identity::of(OsString::new()).hello()?;
    gather::leave(&folder, &hello, &request(site, input, true)?)
}

fn ask(program: OsString, site: &Site, input: &Input, keep: bool) -> Result<(), TokenStream> {
    let answer = request(site, input, keep).and_then(|request| {
        engine::ask(Identity::of(program), &request, |answer| read(answer, input))
    });
    match answer {
        Ok(Some(Some(errors))) => Err(errors),
        // Nothing was asked where the engine has failed before: that is an error of the build.
        Ok(Some(None)) | Ok(None) => Ok(()),
        Err(problem) => Err(shown(problem)),
    }
}

fn shown(problem: engine::Problem) -> TokenStream {
    let place = Span::call_site();
    compile_error(place, place, &problem.message, &problem.help)
}

fn request(site: &Site, input: &Input, keep: bool) -> Result<Vec<u8>, engine::Problem> {
    let own = site.own_directory().unwrap_or_default();
    let directory = site.directories.first().cloned().unwrap_or_default();
    let mut request = Frame::new();
    request.u8(2);
    request.text(&input.name);
    request.text(&input.text);
    request.text(&directory.to_string_lossy());
    request.u8(u8::from(keep));
    request.text(&own.to_string_lossy());
    request.u32(input.literals.len() as u32);
    for piece in &input.literals {
        request.u32(piece.offset as u32);
    }
    frames::finish(request, frames::LIMIT).map_err(engine::Problem::archive_too_large)
}

/// The errors that an answer holds, or nothing if the archive was made.
fn read(answer: &[u8], input: &Input) -> Result<Option<TokenStream>, Malformed> {
    let mut fields = Fields::new(answer);
    let errors = match (fields.u8()?, fields.u32()?) {
        (1, 0) => None,
        (1, _) => return Err("it has code instead of an archive".to_owned()),
        (2, 0) => return Err("it refuses the archive without a reason".to_owned()),
        (2, number) => {
            let mut errors = TokenStream::new();
            for _ in 0..number {
                let (first, last) = (span(input, fields.u32()?)?, span(input, fields.u32()?)?);
                errors.extend(compile_error(first, last, fields.text()?, fields.text()?));
            }
            Some(errors)
        }
        (kind, _) => return Err(format!("it is of the unknown kind {kind}")),
    };
    fields.end()?;
    Ok(errors)
}

fn span(input: &Input, number: u32) -> Result<Span, Malformed> {
    if number == u32::MAX {
        return Ok(Span::call_site());
    }
    match input.literals.get(number as usize) {
        Some(piece) => Ok(piece.span),
        None => Err(format!("it names literal {number}, where there are {}", input.literals.len())),
    }
}
