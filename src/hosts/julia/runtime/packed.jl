# What is nested crosses as one piece of memory, which one side writes and the other reads: numbers
# as their bytes, a length or a flag ahead of what has one. These types say what lies there; `J` is
# the type that Julia has for an element.
abstract type List{J,E} end
abstract type Group{J,E} end
abstract type Pairs{KJ,VJ,K,V} end
abstract type Maybe{T} end
abstract type MaybeSome{J,T} end  # an option of an option: `Some` says which is meant
abstract type Members{A,Others} end  # of a tuple; the last others are `Tuple{}`
abstract type Count end  # a `usize`, which is an `Int`
abstract type Variant{T} end  # an enum
abstract type Value{T} end  # a struct of plain data
abstract type Object{T} end  # a handle

# These lie in an array as they lie in memory.
const Bits = Union{Bool,Int8,Int16,Int32,Int64,UInt8,UInt16,UInt32,UInt64,Float32,Float64}
const Flat = Union{Bits,Complex{Float32},Complex{Float64}}

mutable struct Reader
    at::Ptr{UInt8}
    global made(::Type{Reader}, at) = new(at)
end

@inline function skip(reader, bytes)
    at = getfield(reader, :at)
    setfield!(reader, :at, at + bytes)
    return at
end

@inline read_as(reader, ::Type{T}) where {T} = unsafe_load(Ptr{T}(skip(reader, sizeof(T))))
read_count(reader) = read_as(reader, UInt) % Int

unpack(reader, ::Type{T}) where {T<:Bits} = read_as(reader, T)
unpack(reader, ::Type{Count}) = int(read_as(reader, UInt))
unpack(reader, ::Type{Char}) = Char(read_as(reader, UInt32))
function unpack(reader, ::Type{T}) where {T<:Union{Int128,UInt128}}
    low = read_as(reader, UInt64)
    return wide(T, low, read_as(reader, UInt64))
end
function unpack(reader, ::Type{String})
    count = read_count(reader)
    return unsafe_string(skip(reader, count), count)
end
unpack(reader, ::Type{Variant{T}}) where {T} = member(T, read_as(reader, UInt64))
unpack(reader, ::Type{Value{T}}) where {T} = unsafe_load(Ptr{T}(skip(reader, in_words(T))))
unpack(reader, ::Type{Object{T}}) where {T} = T(handle_at(read_as(reader, UInt64)))
unpack(reader, ::Type{Maybe{T}}) where {T} =
    read_as(reader, UInt8) === 0x00 ? nothing : unpack(reader, T)
unpack(reader, ::Type{MaybeSome{J,T}}) where {J,T} =
    read_as(reader, UInt8) === 0x00 ? nothing : Some{J}(unpack(reader, T))
unpack(reader, ::Type{Tuple{}}) = ()
unpack(reader, ::Type{Members{A,Others}}) where {A,Others} =
    (unpack(reader, A), unpack(reader, Others)...)
function unpack(reader, ::Type{List{J,E}}) where {J,E}
    list = Vector{J}(undef, read_count(reader))
    for i in 1:length(list)
        list[i] = unpack(reader, E)
    end
    return list
end
function unpack(reader, ::Type{List{J,J}}) where {J<:Flat}
    list = Vector{J}(undef, read_count(reader))
    GC.@preserve list unsafe_copyto!(
        Ptr{UInt8}(pointer(list)), skip(reader, sizeof(list)), sizeof(list))
    return list
end
function unpack(reader, ::Type{Group{J,E}}) where {J,E}
    count = read_count(reader)
    group = Set{J}()
    sizehint!(group, count)
    for _ in 1:count
        push!(group, unpack(reader, E))
    end
    return group
end
function unpack(reader, ::Type{Pairs{KJ,VJ,K,V}}) where {KJ,VJ,K,V}
    count = read_count(reader)
    pairs = Dict{KJ,VJ}()
    sizehint!(pairs, count)
    for _ in 1:count
        key = unpack(reader, K)
        pairs[key] = unpack(reader, V)
    end
    return pairs
end

in_words(::Type{T}) where {T} = (sizeof(T) + 7) & -8

function taken_packed(::Type{S}, owned::Text) where {S}
    bytes = getfield(owned, :bytes)
    try
        return unpack(made(Reader, bytes), S)
    finally
        release_memory(bytes, getfield(owned, :capacity), UInt(1))
    end
end

# Rust reads as many elements as it is told: so what is told is counted while they are written, in
# case the code of the caller's types changes the array meanwhile.
mutable struct Writer
    bytes::Vector{UInt8}
    length::Int
    depth::Int  # how many enums with data are around what is written
    global made(::Type{Writer}) = new(Vector{UInt8}(undef, 256), 0, 0)
end

@inline function room(writer, count)
    at = getfield(writer, :length)
    setfield!(writer, :length, at + count)
    at + count > length(getfield(writer, :bytes)) && grow(writer)
    return at
end

@noinline function grow(writer)
    resize!(getfield(writer, :bytes), 2 * getfield(writer, :length))
    return nothing
end

@inline function write_at(writer, at, value::T) where {T}
    bytes = getfield(writer, :bytes)
    GC.@preserve bytes unsafe_store!(Ptr{T}(pointer(bytes) + at), value)
    return nothing
end

@inline write_as(writer, value::T) where {T} = write_at(writer, room(writer, sizeof(T)), value)

function write_bytes(writer, source::Ptr{UInt8}, count)
    at = room(writer, count)
    bytes = getfield(writer, :bytes)
    GC.@preserve bytes unsafe_copyto!(pointer(bytes) + at, source, count)
    return nothing
end

pack(writer, ::Type{T}, value::Real) where {T<:Bits} = write_as(writer, convert(T, value))
pack(writer, ::Type{Count}, value::Real) = write_as(writer, convert(UInt, value))
pack(writer, ::Type{Char}, value::AbstractChar) = write_as(writer, code(value))
function pack(writer, ::Type{T}, value::Real) where {T<:Union{Int128,UInt128}}
    number = convert(T, value)
    write_as(writer, low(number))
    return write_as(writer, high(number))
end
function pack(writer, ::Type{String}, value::AbstractString)
    kept = text(value)
    write_as(writer, length_of(kept))
    return GC.@preserve kept write_bytes(writer, address_of(kept), sizeof(kept))
end
pack(writer, ::Type{Variant{T}}, value::T) where {T} = write_as(writer, word(value) % UInt64)
pack(writer, ::Type{Value{T}}, value::T) where {T} =
    write_at(writer, room(writer, in_words(T)), value)
pack(writer, ::Type{Maybe{T}}, ::Nothing) where {T} = write_as(writer, 0x00)
function pack(writer, ::Type{Maybe{T}}, value) where {T}
    write_as(writer, 0x01)
    return pack(writer, T, value)
end
pack(writer, ::Type{MaybeSome{J,T}}, ::Nothing) where {J,T} = write_as(writer, 0x00)
function pack(writer, ::Type{MaybeSome{J,T}}, value::Some) where {J,T}
    write_as(writer, 0x01)
    return pack(writer, T, something(value))
end
pack(writer, ::Type{S}, value::Tuple) where {S<:Members} =
    length(value) === count_in(S) ? pack_members(writer, S, value) : refuse_part(S, value)
pack_members(writer, ::Type{Tuple{}}, ::Tuple{}) = nothing
function pack_members(writer, ::Type{Members{A,Others}}, value) where {A,Others}
    pack(writer, A, value[1])
    return pack_members(writer, Others, Base.tail(value))
end
pack(writer, ::Type{List{J,E}}, value::AbstractArray) where {J,E} = pack_each(writer, E, value)
pack(writer, ::Type{Group{J,E}}, value::AbstractSet) where {J,E} = pack_each(writer, E, value)
function pack_each(writer, ::Type{E}, values) where {E}
    at, count = room(writer, sizeof(UInt)), UInt(0)
    for each in values
        pack(writer, E, each)
        count += UInt(1)
    end
    return write_at(writer, at, count)
end
function pack(writer, ::Type{List{J,J}}, value::Array{J}) where {J<:Flat}
    write_as(writer, length(value) % UInt)
    return GC.@preserve value write_bytes(writer, Ptr{UInt8}(pointer(value)), sizeof(value))
end
function pack(writer, ::Type{Pairs{KJ,VJ,K,V}}, value::AbstractDict) where {KJ,VJ,K,V}
    at, count = room(writer, sizeof(UInt)), UInt(0)
    for (key, held) in value
        pack(writer, K, key)
        pack(writer, V, held)
        count += UInt(1)
    end
    return write_at(writer, at, count)
end
pack(writer, ::Type{S}, value) where {S} = refuse_part(S, value)

count_in(::Type{Tuple{}}) = 0
count_in(::Type{Members{A,Others}}) where {A,Others} = 1 + count_in(Others)

# What Julia has for what lies there.
julia_type(::Type{T}) where {T} = T
julia_type(::Type{List{J,E}}) where {J,E} = AbstractArray{J}
julia_type(::Type{Group{J,E}}) where {J,E} = AbstractSet{J}
julia_type(::Type{Pairs{KJ,VJ,K,V}}) where {KJ,VJ,K,V} = AbstractDict{KJ,VJ}
julia_type(::Type{Maybe{T}}) where {T} = Union{julia_type(T),Nothing}
julia_type(::Type{MaybeSome{J,T}}) where {J,T} = Union{Some{J},Nothing}
julia_type(::Type{Members{A,Others}}) where {A,Others} =
    Tuple{julia_type(A),julia_type(Others).parameters...}
julia_type(::Type{Count}) = Int
julia_type(::Type{Variant{T}}) where {T} = T
julia_type(::Type{Value{T}}) where {T} = T

@noinline refuse_part(@nospecialize(schema), @nospecialize(value)) = throw(ArgumentError(
    "cannot pass a value of type $(typeof(value)) where Rust takes $(julia_type(schema))"))

packed(::Type, ::Nothing) = nothing
packed(::Type{MaybeSome{J,T}}, ::Nothing) where {J,T} = packed_bytes(MaybeSome{J,T}, nothing)
packed(::Type{S}, value) where {S} = packed_bytes(S, value)

function packed_bytes(::Type{S}, value) where {S}
    writer = made(Writer)
    pack(writer, S, value)
    return resize!(getfield(writer, :bytes), getfield(writer, :length))
end
