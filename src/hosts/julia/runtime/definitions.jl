# What bindings and library have to agree on beyond the names of functions: the values of enums, the
# layout of structs, constants. The library has a static of each, its length in bytes first.
struct Definition
    glue::Glue
    bytes::Vector{UInt8}
    is_open::Bool  # a newer library may have more behind them
    global made(::Type{Definition}) = new()
end

const DEFINITIONS = Any[]

# `content` is a type with this layout, words, or text. A macro, as `@declare` is.
macro expect(symbol, signature, content, is_open = false)
    value = Core.eval(parentmodule(_prebind), content)
    if value isa Type
        offsets = UInt64[fieldoffset(value, i) for i in 1:fieldcount(value)]
        value = UInt64[sizeof(value); Base.datatype_alignment(value); offsets]
    end
    bytes = Vector{UInt8}(value isa String ? value : reinterpret(UInt8, map(htol, value)))
    glue = :(@declare($symbol, $signature))
    return :($push!($DEFINITIONS, $(Expr(:new, Definition, glue, bytes, is_open))))
end

# An enum goes in and out as its integer, a struct of plain data goes in as its address and comes
# out as words: the C type of a small struct would depend on its fields.
word(value::Enum) = Integer(value) % UInt
word(::Nothing) = UInt(0)
member(::Type{T}, word::UInt64) where {I,T<:Enum{I}} = reinterpret(T, word % I)

reference(::Type{T}, value) where {T} = Ref{T}(value)
reference(::Type{T}, ::Nothing) where {T} = Ref{T}()

@inline function copied(::Type{T}, words) where {T}
    reference = Ref(words)
    return GC.@preserve reference unsafe_load(
        Ptr{T}(Base.unsafe_convert(Ptr{typeof(words)}, reference)))
end
