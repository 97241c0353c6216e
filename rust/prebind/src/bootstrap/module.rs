//! A marked module tells the marks in it where they are. A macro does not know in which module its
//! item is, and symbols have the names of marked modules: two may each have a function `new`.
//!
//! An item whose mark is not told (a `macro_rules!` macro makes it, or it has another name here) is
//! in its module all the same: `module_path!` in its record says so. Only its symbol does not have
//! the module.

use proc_macro::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::item::Attribute;
use crate::strip::{flatten, Marker};

/// The module `output`, whose marks inside have `in(…)` with the names of the modules around them
/// as their first argument. `item` is the same module with all of its own marks.
pub(crate) fn with_path(
    attribute: Attribute,
    arguments: &TokenStream,
    item: TokenStream,
    output: TokenStream,
) -> TokenStream {
    let mut path = around(arguments.clone());
    match own_name(attribute, arguments, item) {
        Some(name) => path.push(name),
        None => return output,
    }
    let mut found = false;
    output.into_iter().map(|tree| in_braces(tree, &path, &mut found)).collect()
}

/// The braces of the module, which a `macro_rules!` macro may have put in an invisible group.
fn in_braces(tree: TokenTree, path: &[TokenTree], found: &mut bool) -> TokenTree {
    match tree {
        TokenTree::Group(group) if !*found => match group.delimiter() {
            Delimiter::Brace => {
                *found = true;
                rebuilt(&group, tell(group.stream(), path)).into()
            }
            Delimiter::None => {
                let inside = group.stream().into_iter();
                let inside = inside.map(|each| in_braces(each, path, found)).collect();
                rebuilt(&group, inside).into()
            }
            _ => group.into(),
        },
        other => other,
    }
}

/// What `in(…)` among the arguments says.
fn around(arguments: TokenStream) -> Vec<TokenTree> {
    let mut trees = arguments.into_iter();
    match (trees.next(), trees.next()) {
        (Some(TokenTree::Ident(word)), Some(TokenTree::Group(names)))
            if word.to_string() == "in" =>
        {
            names.stream().into_iter().filter(|tree| !is_punct(tree, ',')).collect()
        }
        _ => Vec::new(),
    }
}

/// The name of the module in symbols: Rust's, or that of `#[export(name = "…")]`.
fn own_name(attribute: Attribute, arguments: &TokenStream, item: TokenStream) -> Option<TokenTree> {
    if let Attribute::Export = attribute {
        if let Some(name) = name_for_all(arguments.clone()) {
            return Some(name);
        }
    }
    let mut trees = Vec::new();
    flatten(item, &mut trees);
    let mut follows_mod = false;
    for tree in trees {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                let marker = Marker::of(&group).filter(Marker::is_export);
                let name = marker.and_then(|marker| marker.arguments);
                if let Some(name) = name.and_then(|arguments| name_for_all(arguments.stream())) {
                    return Some(name);
                }
            }
            TokenTree::Ident(name) if follows_mod => return Some(name.into()),
            TokenTree::Ident(word) => follows_mod = word.to_string() == "mod",
            _ => {}
        }
    }
    None
}

/// The literal of `name = "…"`.
fn name_for_all(arguments: TokenStream) -> Option<TokenTree> {
    let trees: Vec<TokenTree> = arguments.into_iter().collect();
    trees.windows(3).find_map(|window| match window {
        [TokenTree::Ident(word), equals, TokenTree::Literal(name)]
            if word.to_string() == "name" && is_punct(equals, '=') =>
        {
            Some(name.clone().into())
        }
        _ => None,
    })
}

/// Adds the path to the marks of items. Modules without marks are looked into: their items belong
/// to the module around them. Bodies of functions and calls of macros are left as they are.
fn tell(stream: TokenStream, path: &[TokenTree]) -> TokenStream {
    let mut told = Vec::new();
    let mut is_marked = false;
    let mut words = [false; 2]; // whether the last but one tree is `mod`, and the last
    let mut after_hash = false;
    for tree in stream {
        let (hash, is_module) = (after_hash, words[0]);
        after_hash = is_punct(&tree, '#');
        words = [words[1], matches!(&tree, TokenTree::Ident(word) if word.to_string() == "mod")];
        is_marked = is_marked && !is_punct(&tree, ';');
        let group = match tree {
            TokenTree::Group(group) => group,
            other => {
                told.push(other);
                continue;
            }
        };
        let told_group = match group.delimiter() {
            Delimiter::Bracket if hash => match Marker::of(&group) {
                Some(marker) => {
                    is_marked = true;
                    rebuilt(&group, marker.within(path, group.span()))
                }
                None => group,
            },
            Delimiter::Brace => {
                let is_told = is_module && !is_marked;
                is_marked = false;
                if is_told {
                    rebuilt(&group, tell(group.stream(), path))
                } else {
                    group
                }
            }
            Delimiter::None => rebuilt(&group, tell(group.stream(), path)),
            _ => group,
        };
        told.push(told_group.into());
    }
    told.into_iter().collect()
}

impl Marker {
    fn is_export(&self) -> bool {
        matches!(self.path.last(), Some(TokenTree::Ident(name)) if name.to_string() == "export")
    }

    /// `path::julia(in(shapes, round), …)`
    fn within(self, path: &[TokenTree], span: Span) -> TokenStream {
        let comma = || TokenTree::from(Punct::new(',', Spacing::Alone));
        let names = path.iter().cloned().flat_map(|name| [name, comma()]).collect();
        let mut arguments = vec![
            Ident::new("in", span).into(),
            Group::new(Delimiter::Parenthesis, names).into(),
            comma(),
        ];
        let span = self.arguments.as_ref().map_or(span, Group::span);
        if let Some(own) = self.arguments {
            arguments.extend(own.stream());
        }
        let mut group = Group::new(Delimiter::Parenthesis, arguments.into_iter().collect());
        group.set_span(span);
        self.path.into_iter().chain([group.into()]).collect()
    }
}

/// A group of the same kind and place with another content.
fn rebuilt(group: &Group, content: TokenStream) -> Group {
    let mut made = Group::new(group.delimiter(), content);
    made.set_span(group.span());
    made
}

fn is_punct(tree: &TokenTree, character: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == character)
}
