use std::panic::{catch_unwind, AssertUnwindSafe};

use proc_macro::{Delimiter, Group, Span, TokenStream, TokenTree};

use super::frames::{Fields, Malformed};
use super::tokens::Tokens;
use crate::diagnostic::compile_error;

/// Groups within groups; more than any glue has, few enough for rustc's stack.
const DEEPEST: usize = 256;

/// The tokens that an answer stands for.
pub(super) fn splice(answer: &[u8], tokens: &Tokens) -> Result<TokenStream, Malformed> {
    let mut fields = Fields::new(answer);
    let output = match fields.u8()? {
        1 => operations(&mut fields, tokens)?,
        2 => diagnostics(&mut fields, tokens)?,
        kind => return Err(format!("it is of the unknown kind {kind}")),
    };
    fields.end()?;
    Ok(output)
}

fn operations(fields: &mut Fields, tokens: &Tokens) -> Result<TokenStream, Malformed> {
    // The streams of each open group, the outermost first.
    let mut levels = vec![(Delimiter::None, Vec::new())];
    for _ in 0..fields.u32()? {
        let stream = match fields.u8()? {
            1 => parse(fields.text()?)?,
            2 => tokens.trees(fields.u32()?, fields.u32()?)?.into_iter().collect(),
            3 => {
                let span = tokens.span(fields.u32()?)?;
                respan(parse(fields.text()?)?, span)
            }
            4 if levels.len() > DEEPEST => {
                return Err(format!("it nests groups more than {DEEPEST} deep"));
            }
            4 => {
                levels.push((delimiter(fields.u8()?)?, Vec::new()));
                continue;
            }
            5 => match levels.pop() {
                Some((delimiter, streams)) if !levels.is_empty() => {
                    TokenTree::from(Group::new(delimiter, streams.into_iter().collect())).into()
                }
                _ => return Err("it closes a group that is not open".to_owned()),
            },
            operation => return Err(format!("it has the unknown operation {operation}")),
        };
        if let Some((_, streams)) = levels.last_mut() {
            streams.push(stream);
        }
    }
    match levels.pop() {
        Some((_, streams)) if levels.is_empty() => Ok(streams.into_iter().collect()),
        _ => Err("it leaves a group open".to_owned()),
    }
}

fn diagnostics(fields: &mut Fields, tokens: &Tokens) -> Result<TokenStream, Malformed> {
    let number = fields.u32()?;
    if number == 0 {
        return Err("it refuses the item without a reason".to_owned());
    }
    let mut errors = Vec::new();
    for _ in 0..number {
        let (first, last) = tokens.ends(fields.u32()?, fields.u32()?)?;
        errors.push(compile_error(first, last, fields.text()?, fields.text()?));
    }
    Ok(errors.into_iter().collect())
}

fn parse(text: &str) -> Result<TokenStream, Malformed> {
    // For some errors rustc's lexer reports them itself and then unwinds, instead of returning.
    match catch_unwind(AssertUnwindSafe(|| text.parse())) {
        Ok(Ok(stream)) => Ok(stream),
        _ => Err(format!("it has text that is not Rust: `{text}`")),
    }
}

fn respan(stream: TokenStream, span: Span) -> TokenStream {
    let place = |tree| {
        let mut tree = match tree {
            TokenTree::Group(group) => {
                Group::new(group.delimiter(), respan(group.stream(), span)).into()
            }
            other => other,
        };
        tree.set_span(span);
        tree
    };
    stream.into_iter().map(place).collect()
}

fn delimiter(byte: u8) -> Result<Delimiter, Malformed> {
    match byte {
        b'(' => Ok(Delimiter::Parenthesis),
        b'[' => Ok(Delimiter::Bracket),
        b'{' => Ok(Delimiter::Brace),
        0 => Ok(Delimiter::None),
        other => Err(format!("it has the unknown delimiter {other}")),
    }
}
