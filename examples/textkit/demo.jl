# A short session of Julia calling Rust; `make demo` runs it.
using TextKit

"""Runs a line as the REPL would: the code, then its value or its exception."""
function show_line(code)
    printstyled("julia> "; color = :green, bold = true)
    println(code)
    try
        value = include_string(Main, code)
        value === nothing || (show(stdout, MIME"text/plain"(), value); println())
    catch exception
        exception isa LoadError && (exception = exception.error)
        printstyled("ERROR: "; color = :red, bold = true)
        showerror(stdout, exception)
        println()
    end
end

file = joinpath(@__DIR__, "data", "declaration.txt")
text = read(file, String)

for code in (
    "summary_of(file)",
    "longest_word(text)",
    "reverse_graphemes(\"Würde 🇩🇪\")",
    "pattern = Pattern(\"dignity|Würde|dignité|dignidad\")",
    "count_matches(pattern, text)",
    "replace_all(pattern, \"Würde und Rechte\", \"dignity\")",
    "pattern",
    "pattern.limit = -1",
    "Pattern(\"dignity|(\")",
    "nth_word(\"only three words\", 4)",
)
    show_line(code)
end
