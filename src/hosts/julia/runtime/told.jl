# What Rust says of an error: the last field of the variants of an enum that is one. It plays no
# part where values are compared.
struct Told
    message::Union{String,Nothing}
    causes::Vector{String}
    global made(::Type{Told}, message, causes) = new(message, causes)
end
const UNTOLD = made(Told, nothing, String[])

Base.:(==)(::Told, ::Told) = true
Base.hash(::Told, seed::UInt) = seed

function show_error(io, error)
    told = getfield(error, nfields(error))
    message = getfield(told, :message)
    message === nothing && return show(io, error)
    print(io, nameof(typeof(error)), ": ", message)
    return show_causes(io, getfield(told, :causes))
end

function show_variant(io, error)
    show(io, typeof(error))
    print(io, '(')
    for i in 1:nfields(error)-1
        i > 1 && print(io, ", ")
        show(io, getfield(error, i))
    end
    return print(io, ')')
end
