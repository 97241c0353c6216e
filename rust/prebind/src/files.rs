//! Modules in files of their own, which rustc does not hand to attributes.

use proc_macro::{Delimiter, TokenStream, TokenTree};

use crate::diagnostic::compile_error;

/// An error for each `mod name;` that is the item, or stands in its modules. rustc refuses them as
/// well, but does not say what to do.
pub(crate) fn refuse(item: TokenStream) -> TokenStream {
    let mut errors = TokenStream::new();
    add_errors(item, &mut errors);
    errors
}

fn add_errors(stream: TokenStream, errors: &mut TokenStream) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    for tree in &trees {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                add_errors(group.stream(), errors);
            }
            _ => {}
        }
    }
    for window in trees.windows(3) {
        let (word, name) = match (&window[0], &window[1]) {
            (TokenTree::Ident(word), TokenTree::Ident(name)) if word.to_string() == "mod" => {
                (word, name)
            }
            _ => continue,
        };
        match &window[2] {
            TokenTree::Punct(end) if end.as_char() == ';' => {
                let message = format!(
                    "`mod {name};` is in a file of its own, which `#[julia]` cannot see",
                    name = name
                );
                let help = format!(
                    "write `mod {name} {{ include!(\"…\"); }}` with the path of that file",
                    name = name
                );
                errors.extend(compile_error(word.span(), name.span(), &message, &help));
            }
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                add_errors(body.stream(), errors);
            }
            _ => {}
        }
    }
}
