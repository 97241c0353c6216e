# Prints a page with the docs of what the Julia package offers; for scripts/docs.py.
using Prebind

# Offered, but not exported: their names say little without the package's.
const OTHERS = [:LoadedCrate, :check, :inspect, :library_path, :watch]

"""The texts of the docs of a name, one for each method that has some."""
function texts(name)
    documented = get(Base.Docs.meta(Prebind), Base.Docs.Binding(Prebind, name), nothing)
    documented === nothing && error("$name has no docs")
    [join(documented.docs[signature].text) for signature in documented.order]
end

# `[`name`](@ref)` is Documenter's; the names are headings of this page.
without_references(text) = replace(text, r"\[(`[^`]+`)\]\(@ref\)" => s"\1")

println("# The Julia package\n")
println(without_references(first(texts(:Prebind))))
println("\nSee [Rust in Julia packages](julia.md) for how they belong together.")
for name in sort([names(Prebind); OTHERS], by = name -> lowercase(lstrip(string(name), '@')))
    name === :Prebind && continue
    println("\n## `", name in OTHERS ? "Prebind." : "", name, "`\n")
    foreach(text -> println(without_references(text)), texts(name))
end
