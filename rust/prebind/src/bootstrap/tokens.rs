use proc_macro::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};

use super::frames::Frame;
use crate::item::{Attribute, Kind};

/// The tokens of a request by their numbers.
pub(super) struct Tokens {
    entries: Vec<Entry>,
    /// The number of the item's first token; those before are the attribute's arguments.
    item: usize,
}

enum Entry {
    /// `next` is the number behind it: for a group, behind its closing.
    Tree {
        tree: TokenTree,
        next: usize,
    },
    Close {
        span: Span,
        invisible: bool,
    },
}

/// Braces whose content the engine does not need, and that can be long: the bodies of functions,
/// and what is in a module, but for the docs that it begins with.
#[derive(Clone, Copy)]
enum Bodies {
    Here,
    InBraces,
    Nowhere,
    OfModule,
}

impl Tokens {
    /// Numbers the tokens, and writes the request for them.
    pub(super) fn read(
        attribute: Attribute,
        arguments: TokenStream,
        item: TokenStream,
        kind: Kind,
    ) -> (Tokens, Frame) {
        let bodies = match kind {
            Kind::Function => Bodies::Here,
            Kind::Block | Kind::Other => Bodies::InBraces,
            Kind::Struct | Kind::Enum => Bodies::Nowhere,
            Kind::Module => Bodies::OfModule,
        };
        let mut tokens = Tokens { entries: Vec::new(), item: 0 };
        let mut request = Frame::new();
        request.u8(match attribute {
            Attribute::Julia => 1,
            Attribute::Export => 3,
        });
        request.counted(|request| tokens.add(arguments, Bodies::Nowhere, request));
        tokens.item = tokens.entries.len();
        request.counted(|request| tokens.add(item, bodies, request));
        (tokens, request)
    }

    fn add(&mut self, stream: TokenStream, bodies: Bodies, request: &mut Frame) {
        for tree in stream {
            match &tree {
                TokenTree::Ident(ident) => {
                    request.u8(1);
                    request.text(&ident.to_string());
                }
                TokenTree::Punct(punct) => {
                    request.u8(2);
                    request.u8(punct.as_char() as u8);
                    request.u8(u8::from(punct.spacing() == Spacing::Joint));
                }
                TokenTree::Literal(literal) => {
                    request.u8(3);
                    request.text(&literal.to_string());
                }
                TokenTree::Group(group) => {
                    let group = group.clone();
                    self.add_group(&group, tree, bodies, request);
                    continue;
                }
            }
            let next = self.entries.len() + 1;
            self.entries.push(Entry::Tree { tree, next });
        }
    }

    fn add_group(&mut self, group: &Group, tree: TokenTree, bodies: Bodies, request: &mut Frame) {
        let opening = self.entries.len();
        self.entries.push(Entry::Tree { tree, next: 0 });
        request.u8(4);
        request.u8(match group.delimiter() {
            Delimiter::Parenthesis => b'(',
            Delimiter::Bracket => b'[',
            Delimiter::Brace => b'{',
            Delimiter::None => 0,
        });
        match (group.delimiter(), bodies) {
            (Delimiter::Brace, Bodies::Here) => {}
            (Delimiter::Brace, Bodies::InBraces) => self.add(group.stream(), Bodies::Here, request),
            (Delimiter::Brace, Bodies::OfModule) => {
                self.add(inner_attributes(group.stream()), Bodies::Nowhere, request)
            }
            (Delimiter::None, _) => self.add(group.stream(), bodies, request),
            _ => self.add(group.stream(), Bodies::Nowhere, request),
        }
        request.u8(5);
        let invisible = group.delimiter() == Delimiter::None;
        self.entries.push(Entry::Close { span: group.span_close(), invisible });
        let behind = self.entries.len();
        if let Entry::Tree { next, .. } = &mut self.entries[opening] {
            *next = behind;
        }
    }

    /// The place of one token; of an opening, that of its group.
    pub(super) fn span(&self, number: u32) -> Result<Span, String> {
        match self.entries.get(number as usize) {
            Some(Entry::Tree { tree, .. }) => Ok(tree.span()),
            Some(Entry::Close { span, .. }) => Ok(*span),
            None => Err(format!("it names token {number}, where there are {}", self.entries.len())),
        }
    }

    /// Where a range begins and where it ends, for a diagnostic.
    pub(super) fn ends(&self, first: u32, last: u32) -> Result<(Span, Span), String> {
        if first == u32::MAX || last == u32::MAX {
            return Ok((Span::call_site(), Span::call_site()));
        }
        let begin = match self.entries.get(first as usize) {
            Some(Entry::Tree { tree: TokenTree::Group(group), .. }) => group.span_open(),
            _ => self.span(first)?,
        };
        let end = match self.entries.get(last as usize) {
            Some(Entry::Tree { tree: TokenTree::Group(group), .. }) => group.span_close(),
            _ => self.span(last)?,
        };
        Ok((begin, end))
    }

    /// The trees from first to last. They have to be siblings; invisible groups do not count, so
    /// that the range of a type may begin or end within one.
    pub(super) fn trees(&self, first: u32, last: u32) -> Result<Vec<TokenTree>, String> {
        let refused = || format!("it takes tokens {first} to {last}, which are not siblings");
        let (first, last) = (first as usize, last as usize);
        if first > last || last >= self.entries.len() || (first < self.item && last >= self.item) {
            return Err(refused());
        }
        let mut trees = Vec::with_capacity(last - first + 1);
        let mut at = first;
        while at <= last {
            match &self.entries[at] {
                Entry::Tree { tree, next } if *next <= last + 1 || at == last => {
                    trees.push(tree.clone());
                    at = *next;
                }
                Entry::Tree { tree: TokenTree::Group(group), .. }
                    if group.delimiter() == Delimiter::None =>
                {
                    at += 1;
                }
                Entry::Close { invisible: true, .. } => at += 1,
                _ => return Err(refused()),
            }
        }
        Ok(trees)
    }
}

/// `#![…]`, as often as it stands at the beginning.
fn inner_attributes(stream: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut end = 0;
    while is_punct(trees.get(end), '#') && is_punct(trees.get(end + 1), '!') {
        end = trees.len().min(end + 3);
    }
    trees.into_iter().take(end).collect()
}

fn is_punct(tree: Option<&TokenTree>, character: char) -> bool {
    match tree {
        Some(TokenTree::Punct(punct)) => punct.as_char() == character,
        _ => false,
    }
}
