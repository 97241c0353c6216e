//! What `#[julia]` does in everybody's build, written as attribute macros usually are: on `syn` and
//! `quote`.

use proc_macro::TokenStream;
use quote::ToTokens;
use syn::{parse_macro_input, Attribute, ImplItem, Item};

/// The item as it is, without the markers inside it.
#[proc_macro_attribute]
pub fn julia(_: TokenStream, item: TokenStream) -> TokenStream {
    let mut item = parse_macro_input!(item as Item);
    match &mut item {
        Item::Struct(item) => item.fields.iter_mut().for_each(|field| strip(&mut field.attrs)),
        Item::Enum(item) => item.variants.iter_mut().for_each(|variant| strip(&mut variant.attrs)),
        Item::Impl(item) => item.items.iter_mut().for_each(|member| match member {
            ImplItem::Fn(method) => strip(&mut method.attrs),
            ImplItem::Const(constant) => strip(&mut constant.attrs),
            _ => {}
        }),
        _ => {}
    }
    item.into_token_stream().into()
}

fn strip(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| {
        let name = attribute.path().segments.last().map(|segment| segment.ident.to_string());
        !matches!(name.as_deref(), Some("julia" | "export"))
    });
}
