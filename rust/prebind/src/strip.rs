//! Removes the attributes `#[julia…]` and `#[export…]` of an item and inside it. The first of an
//! item's own speaks for all of them; on fields and variants rustc accepts no attribute macro, and
//! on methods it would expand them apart from their `impl`.

use proc_macro::{Delimiter, Group, TokenStream, TokenTree};

use crate::item::Kind;

/// The item as it is, if there is no such attribute inside. Otherwise all tokens but the delimiters
/// around a removed attribute keep their spans exactly; those have the span of their whole group,
/// as nothing else can be built.
pub(crate) fn without_markers(item: TokenStream, kind: Kind) -> TokenStream {
    let levels = match kind {
        Kind::Function | Kind::Module | Kind::Other => 0,
        Kind::Struct | Kind::Block => 1,
        Kind::Enum => 2,
    };
    let parameters = matches!(kind, Kind::Function | Kind::Block);
    strip(item.clone(), Inside { levels, parameters }).unwrap_or(item)
}

/// Where the markers are: in groups, `levels` deep, and behind these in the parentheses of
/// parameters.
#[derive(Clone, Copy)]
struct Inside {
    levels: usize,
    parameters: bool,
}

/// The stream without the markers in it and in its groups; nothing if there are none.
fn strip(stream: TokenStream, inside: Inside) -> Option<TokenStream> {
    let mut kept = Vec::new();
    let mut changed = false;
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == '#' && is_marker(trees.peek()) => {
                trees.next();
                changed = true;
            }
            TokenTree::Group(group) => match strip_group(&group, inside) {
                Some(stripped) => {
                    kept.push(stripped.into());
                    changed = true;
                }
                None => kept.push(group.into()),
            },
            other => kept.push(other),
        }
    }
    changed.then(|| kept.into_iter().collect())
}

fn strip_group(group: &Group, inside: Inside) -> Option<Group> {
    let stream = match group.delimiter() {
        Delimiter::None => strip(group.stream(), inside)?,
        Delimiter::Brace | Delimiter::Parenthesis if inside.levels > 0 => {
            let levels = inside.levels - 1;
            strip(group.stream(), Inside { levels, ..inside })?
        }
        Delimiter::Parenthesis if inside.parameters => {
            strip(group.stream(), Inside { levels: 0, parameters: false })?
        }
        _ => return None,
    };
    let mut stripped = Group::new(group.delimiter(), stream);
    stripped.set_span(group.span());
    Some(stripped)
}

/// Whether this is the bracket of an attribute of ours.
fn is_marker(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Group(group)) if Marker::of(group).is_some())
}

/// What stands in the bracket of an attribute of ours: `path::julia` or `path::julia(…)`, or the
/// same with `export`, whose path is that of our crate. Other crates have an `export`, too.
#[cfg_attr(not(feature = "bootstrap"), allow(dead_code))]
pub(crate) struct Marker {
    pub(crate) path: Vec<TokenTree>,
    pub(crate) arguments: Option<Group>,
}

impl Marker {
    pub(crate) fn of(bracket: &Group) -> Option<Marker> {
        let mut path = Vec::new();
        flatten(bracket.stream(), &mut path);
        let arguments = match path.last() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                Some(group.clone())
            }
            _ => None,
        };
        if arguments.is_some() {
            path.pop();
        }
        let mut names = Vec::new();
        for tree in &path {
            match tree {
                TokenTree::Ident(name) => names.push(name.to_string()),
                TokenTree::Punct(punct) if punct.as_char() == ':' => {}
                _ => return None,
            }
        }
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        match names[..] {
            [.., "julia"] | ["export"] | ["prebind" | "juliacall_macros", "export"] => {
                Some(Marker { path, arguments })
            }
            _ => None,
        }
    }
}

/// The trees of a stream, those in invisible groups among them.
pub(crate) fn flatten(stream: TokenStream, trees: &mut Vec<TokenTree>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                flatten(group.stream(), trees);
            }
            other => trees.push(other),
        }
    }
}
