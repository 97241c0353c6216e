"""
Words, graphemes and patterns in Unicode text. The Rust crate `deps/textkit` does the work, over the
crates `regex` and `unicode-segmentation`.
"""
module TextKit

# Made by deps/build.jl
include("generated/Bindings.jl")
using .Bindings

export count_words, words, count_graphemes, reverse_graphemes, longest_word, nth_word
export Pattern, source, is_match, count_matches, find_first, replace_all, either
export RustError, RustPanic
export summary_of

"""
    summary_of(path) -> NamedTuple

Count the bytes, code points, graphemes and words of a text file.
"""
function summary_of(path::AbstractString)
    text = read(path, String)
    (bytes = ncodeunits(text), codepoints = length(text),
     graphemes = count_graphemes(text), words = count_words(text))
end

end
