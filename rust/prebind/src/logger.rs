//! `host_logger!()`: a logger for `log` whose records the host takes.

use proc_macro::TokenStream;

/// The logger, and the function that the host calls, as source text.
#[cfg(feature = "bootstrap")]
const LOGGER: &str = include_str!("logger/logger.rs.in");

/// What takes key-values to pieces, and what of it a record calls.
#[cfg(feature = "bootstrap")]
const PAIRS: &str = include_str!("logger/pairs.rs.in");
#[cfg(feature = "bootstrap")]
const VISIT: &str = "let _ = record.key_values().visit(&mut pairs);";

pub fn expand(input: TokenStream) -> TokenStream {
    let text = input.to_string();
    if !text.is_empty() && text != "kv" {
        let message = "`host_logger!` takes nothing, or `kv` for the key-values of records";
        return format!("::core::compile_error!({:?});", message).parse().unwrap_or_default();
    }
    source(text == "kv")
}

#[cfg(not(feature = "bootstrap"))]
fn source(_: bool) -> TokenStream {
    TokenStream::new()
}

#[cfg(feature = "bootstrap")]
fn source(has_pairs: bool) -> TokenStream {
    if crate::bootstrap::engine().is_none() {
        return TokenStream::new();
    }
    let (pairs, visit) = if has_pairs { (PAIRS, VISIT) } else { ("", "") };
    let text = LOGGER.replace("HOLE_pairs", pairs).replace("HOLE_visit", visit);
    text.parse().unwrap_or_default()
}
