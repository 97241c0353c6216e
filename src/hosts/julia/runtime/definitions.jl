# What bindings and library have to agree on beyond the names of functions: the values of enums, the
# layout of structs, constants. The library has a static of each, its length in bytes first.
struct Definition
    glue::Glue
    bytes::Vector{UInt8}
    global made(::Type{Definition}, glue, bytes) = new(glue, bytes)
end

const DEFINITIONS = Any[]

expect(symbol, signature, bytes::Vector{UInt8}) =
    (push!(DEFINITIONS, made(Definition, declare(symbol, signature), bytes)); nothing)
expect(symbol, signature, numbers::Vector{UInt64}) =
    expect(symbol, signature, Vector{UInt8}(reinterpret(UInt8, map(htol, numbers))))
expect(symbol, signature, text::String) = expect(symbol, signature, Vector{UInt8}(text))

layout(type) = UInt64[
    sizeof(type), Base.datatype_alignment(type),
    (fieldoffset(type, i) for i in 1:fieldcount(type))...]

