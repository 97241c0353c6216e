# An enum with data is packed: which variant it is, then its fields. It goes in as the address of
# that memory, and comes out as what it lies in.
abstract type Tagged{T} end

const DEEPEST = HOLE_deepest

# What cannot end in Julia, a vector that holds itself, has to end here.
function deeper(writer)
    depth = getfield(writer, :depth) + 1
    depth > DEEPEST && refuse_depth()
    setfield!(writer, :depth, depth)
    return nothing
end

function shallower(writer)
    setfield!(writer, :depth, getfield(writer, :depth) - 1)
    return nothing
end

@noinline refuse_depth() = throw(ArgumentError(
    "cannot pass a value that is nested deeper than $DEEPEST levels"))
@noinline refuse_tag(tag) = throw(ErrorException(
    "the Rust library returned variant $tag of an enum, which this module does not know"))

# The length of what a newer library has more of.
begin_open(writer) = room(writer, sizeof(UInt64))
end_open(writer, at) = write_at(
    writer, at, (getfield(writer, :length) - at - sizeof(UInt64)) % UInt64)

julia_type(::Type{Tagged{T}}) where {T} = T

# Which variant it is, Julia's inference cannot know; that it is one of T, it is told.
function taken_words(::Type{Tagged{T}}, words) where {T}
    bytes = Ptr{UInt8}(words[1] % UInt)
    try
        return unpack(made(Reader, bytes), Tagged{T})::T
    finally
        release_memory(bytes, words[3] % UInt, UInt(1))
    end
end

# Values are equal if they are of one variant and their fields are equal.
function equal(same, a, b)
    typeof(a) === typeof(b) || return false
    for i in 1:nfields(a)
        same(getfield(a, i), getfield(b, i)) === true || return false
    end
    return true
end

function hash_of(value, seed)
    seed = hash(nameof(typeof(value)), seed)
    for i in 1:nfields(value)
        seed = hash(getfield(value, i), seed)
    end
    return seed
end
