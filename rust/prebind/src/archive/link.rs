//! The items that a macro call becomes.

use proc_macro::TokenStream;

use super::check::Link;
use super::site::{has_whole_archives, Site, DIGEST};

/// Links the archive. Where it is known what the archive was made from, the program refers to that
/// mark from a static that the compiler keeps: so the archive is in the program as a whole, a
/// linker that finds another one reports the mark as undefined, and two archives with one symbol
/// collide.
///
/// Linkers of WebAssembly look for a crate's statics only where something else of that part of the
/// crate is needed. So archives are linked as a whole there, or by compilers before Rust 1.73,
/// which cannot do that in a library, the static is exported.
pub(crate) fn tokens(site: &Site, name: &str, link: Option<&Link>, is_first: bool) -> TokenStream {
    let library = site.library(name);
    let is_wasm = link.map_or(false, |link| link.variant.starts_with("wasm"));
    let whole = match is_wasm && has_whole_archives() {
        true => ", modifiers = \"+whole-archive\"",
        false => "",
    };
    let attribute = format!("#[link(name = {library:?}, kind = \"static\"{whole})]");
    let mark = match link.and_then(|link| link.mark.as_ref()) {
        Some(mark) => mark,
        None => return parse(&format!("{attribute} extern \"C\" {{}}")),
    };
    let export = match is_wasm && !has_whole_archives() {
        true => format!("#[export_name = {:?}]", format!("prebind_archive.{library}")),
        false => String::new(),
    };
    // Taking a function's address costs rustc less than taking a static's, and needs no `unsafe`
    // block. Linkers of WebAssembly tell functions from data, and the mark is data.
    let (declared, kind, value) = match is_wasm {
        true => ("static MARK: u8", "&u8", "unsafe { &MARK }"),
        false => ("fn MARK()", "unsafe extern \"C\" fn()", "MARK"),
    };
    let (mark_item, static_item) = (identifier("MARK", name), identifier("ARCHIVE", name));
    // In the compiler's list of what it depends on, for caches of compilers; once in a crate.
    let watched = match is_first {
        true => format!("const _: Option<&str> = option_env!({DIGEST:?});"),
        false => String::new(),
    };
    // No block around them, though it would make names short: rustc would check each as a body.
    parse(&format!(
        "{attribute}
        extern \"C\" {{
            #[link_name = {mark:?}]
            {};
        }}
        #[used]
        {export}
        static {static_item}: {kind} = {};
        {watched}",
        declared.replace("MARK", &mark_item),
        value.replace("MARK", &mark_item),
    ))
}

/// A name for an item, which no other archive of the crate has: their names differ in more than
/// case.
fn identifier(role: &str, archive: &str) -> String {
    let mut identifier = format!("PREBIND_{role}_");
    for c in archive.chars() {
        match c {
            '_' => identifier.push_str("_0"),
            '-' => identifier.push_str("_1"),
            '.' => identifier.push_str("_2"),
            _ => identifier.push(c.to_ascii_uppercase()),
        }
    }
    identifier
}

fn parse(items: &str) -> TokenStream {
    items.parse().unwrap_or_default()
}
