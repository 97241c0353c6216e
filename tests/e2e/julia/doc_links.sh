#!/usr/bin/env bash
# Links between items in Rust's docs are links of Documenter's: each leads to a name of the module
# that has a docstring.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate links <<'END'
//! Begin with [`Counter`], or [count words](words::count).
use prebind::julia;

/// Counts with [`Self::add`] up to [`Counter::limit`], from [`Counter::new`] on.
///
/// See [the limit][`LIMIT`], [`Level::High`], [`std::vec::Vec`] and [words].
#[julia]
pub struct Counter {
    /// Less than [LIMIT].
    pub limit: u8,
}

#[julia]
impl Counter {
    /// A [`Counter`] of nothing.
    pub fn new() -> Self {
        Counter { limit: 1 }
    }
    /// Adds, and does not [`reset`](Self::reset).
    #[julia(name = "add!")]
    pub fn add(&mut self) {}
    /// Undoes [`add`].
    ///
    /// [`add`]: Counter::add
    pub fn reset(&mut self) {}
    /// As [`words::count()`].
    #[julia(as = "length")]
    pub fn len(&self) -> usize {
        1
    }
}

/// A level of [`Shape::Disc`] or [`Shape::Void`].
#[julia]
pub enum Level {
    /// Above [`Level::Low`].
    High,
    Low,
}

/// One of two.
#[julia]
pub enum Shape {
    /// Not [`Self::Void`].
    Disc {
        /// As [`Counter::len`].
        radius: f64,
    },
    Void,
}

/// The most.
#[julia]
pub const LIMIT: u8 = 5;

/// What has no docs: [`hidden`].
#[julia]
pub fn shown() {}

#[julia]
pub fn hidden() {}

/// Of words: [`count`].
#[julia]
pub mod words {
    /// Beside [`super::Counter`], not [`Self`].
    #[super::julia]
    pub fn count() {}
}
END
succeeds "$PREBIND" build links --lang julia
cat >check.jl <<'END'
include("Links.jl")
using Markdown

found = Tuple{String,String}[]
search(part) = nothing
search(parts::AbstractVector) = foreach(search, parts)
function search(part::Union{Markdown.MD,Markdown.Paragraph,Markdown.Admonition})
    return search(part.content)
end
search(list::Markdown.List) = search(list.items)
function search(link::Markdown.Link)
    shown = Markdown.MD(Markdown.Paragraph(link.text))
    text = string(strip(sprint(show, MIME("text/plain"), shown)))
    startswith(link.url, "@ref") || error("a link to $(link.url)")
    target = strip(link.url[5:end])
    name = isempty(target) ? only([each.code for each in link.text]) : target
    push!(found, (text, name))
end
only(all) = length(all) == 1 ? all[1] : error("not one")

known = Base.Docs.meta(Links)
for docs in values(known), signature in docs.order
    search(Base.Docs.parsedoc(docs.docs[signature]))
end
binding(name::Symbol, m = Links) = Base.Docs.Binding(m, name)
binding(path::Expr) = binding(path.args[2].value, Base.eval(Links, path.args[1]))
for (text, name) in found
    haskey(known, binding(Meta.parse(name))) || error("$name has no docs")
end
println(join(sort(["$text → $name" for (text, name) in found]), "\n"))
END
succeeds "$JULIA" --startup-file=no --compile=min check.jl
equals "$(<output)" 'Base.length → Base.length
Counter → Counter
Counter → Counter
Counter → Counter
Counter → Counter
Disc → Disc
High → Level
LIMIT → LIMIT
Low → Level
Void → Shape
Void → Shape
Void → Shape
add! → add!
add! → add!
count words → words.count
limit → Counter
reset → reset
the limit → LIMIT
words → words
words.count → words.count
words.count → words.count'

# C++ has no links.
succeeds "$PREBIND" build links --lang cpp --skip-unsupported -o links.hpp
grep -qF '/// Counts with `Self::add` up to `Counter::limit`, from `Counter::new` on.' links.hpp ||
  fail "$(grep -F 'Counts with' links.hpp)"
grep -qF '/// See the limit, `Level::High`, `std::vec::Vec` and [words].' links.hpp ||
  fail "$(grep -F 'See the limit' links.hpp)"
