use proc_macro::{Delimiter, TokenStream, TokenTree};

/// Which of the two attributes an item has: the same word can mean more in one of them.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "bootstrap"), allow(dead_code))]
pub(crate) enum Attribute {
    Julia,
    Export,
}

/// What an item is, as far as it says where its parts stand.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Function,
    /// A struct or a union: fields in its braces or parentheses.
    Struct,
    /// Variants in its braces, with fields in the braces or parentheses of these.
    Enum,
    /// An `impl` or a trait: members in its braces.
    Block,
    /// A module, whose items are expanded by attributes of their own.
    Module,
    /// What cannot be exported.
    Other,
}

impl Kind {
    pub(crate) fn of(item: TokenStream) -> Kind {
        Kind::find(item).unwrap_or(Kind::Other)
    }

    fn find(item: TokenStream) -> Option<Kind> {
        for tree in item {
            match tree {
                TokenTree::Ident(word) => match word.to_string().as_str() {
                    "fn" => return Some(Kind::Function),
                    "struct" | "union" => return Some(Kind::Struct),
                    "enum" => return Some(Kind::Enum),
                    "impl" | "trait" => return Some(Kind::Block),
                    "mod" => return Some(Kind::Module),
                    "pub" | "const" | "async" | "unsafe" | "extern" | "default" | "safe"
                    | "gen" => {}
                    _ => return Some(Kind::Other),
                },
                // What a `macro_rules!` macro passes on is wrapped in invisible groups.
                TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                    let kind = Kind::find(group.stream());
                    if kind.is_some() {
                        return kind;
                    }
                }
                _ => {}
            }
        }
        None
    }
}
