//! The engine's part of an expansion: docs/formats/expansion-protocol.md says what goes over the
//! wire.

pub(crate) mod archive;
mod engine;
mod frames;
mod gather;
pub(crate) mod module;
mod pipes;
mod splice;
mod tokens;

use std::ffi::OsString;

use proc_macro::{Span, TokenStream};

use crate::diagnostic;
use crate::item::{Attribute, Kind};
use engine::Identity;
use tokens::Tokens;

/// The engine to ask, if this build has one.
pub(crate) fn engine() -> Option<OsString> {
    std::env::var_os("PREBIND_ENGINE").filter(|program| !program.is_empty())
}

/// What has to stand behind the item: glue code, or errors.
pub(crate) fn expand(
    program: OsString,
    attribute: Attribute,
    arguments: TokenStream,
    item: TokenStream,
    kind: Kind,
) -> TokenStream {
    let (tokens, request) = Tokens::read(attribute, arguments, item, kind);
    let answer = frames::finish(request, frames::LIMIT)
        .map_err(engine::Problem::too_large)
        .and_then(|request| {
            engine::ask(Identity::of(program), &request, |answer| splice::splice(answer, &tokens))
        });
    match answer {
        Ok(Some(code)) => code,
        Ok(None) => TokenStream::new(),
        Err(problem) => {
            let place = Span::call_site();
            diagnostic::compile_error(place, place, &problem.message, &problem.help)
        }
    }
}
