use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// `::core::compile_error! { "message" }`, which rustc shows from the first to the last place: a
/// range over several tokens has no span of its own in stable Rust, so the macro call begins with
/// the one and ends with the other.
pub(crate) fn compile_error(first: Span, last: Span, message: &str, help: &str) -> TokenStream {
    let mut text = message.to_owned();
    if !help.is_empty() {
        text.push_str("\n\nhelp: ");
        text.push_str(help);
    }
    let mut literal = Literal::string(&text);
    literal.set_span(last);
    let mut group = Group::new(Delimiter::Brace, TokenTree::from(literal).into());
    group.set_span(last);

    let mut trees = Vec::with_capacity(8);
    for segment in ["core", "compile_error"] {
        trees.push(punct(':', Spacing::Joint, first));
        trees.push(punct(':', Spacing::Alone, first));
        trees.push(Ident::new(segment, first).into());
    }
    trees.push(punct('!', Spacing::Alone, first));
    trees.push(group.into());
    trees.into_iter().collect()
}

fn punct(character: char, spacing: Spacing, span: Span) -> TokenTree {
    let mut punct = Punct::new(character, spacing);
    punct.set_span(span);
    punct.into()
}
