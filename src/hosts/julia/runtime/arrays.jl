
# What a caller passes may have other elements than Rust takes;
# nothing converts a whole array unasked.
holding(::Type{T}, array::AbstractArray{<:T}, use) where {T} = array
holding(::Type, ::Nothing, use) = nothing
holding(::Type{T}, array::AbstractArray, use) where {T} = refuse_elements(T, array, use)

@noinline refuse_elements(type, array, use) = throw(ArgumentError(
    "the elements of this $(typeof(array)) are not of the type $type, which Rust takes: " *
    advice(use, "collect($type, array)")))

# What Rust does with an array, and so what helps where it cannot have one as it is. A copy that
# nobody keeps would lose what Rust writes.
struct Reads end
struct Writes end
advice(::Reads, call) = "pass an `Array` that `$call` makes of it"
advice(::Writes, call) = "pass a copy, `copy = $call`, and read from it what Rust wrote"

# Slices. What lies in memory in one piece goes in as it is, whatever its rank.
elements(::Type{T}, array) where {T} = elements(holding(T, array, Reads()), Reads())
elements(array::Union{Array,Nothing}, use) = array
elements(array::AbstractArray, use) =
    lies_together(array) ? sound(array, use) : refuse_scattered(array, use)

# Rust writes into these.
writable(::Type{T}, array) where {T} = writable(holding(T, array, Writes()))
writable(array::Union{Array,Nothing}) = array
writable(array::AbstractArray) =
    is_constant(array) ? refuse_constant(array) : elements(array, Writes())

# Rust makes a copy of these anyway.
collected(::Type{T}, array) where {T} = collected(holding(T, array, Reads()))
collected(array::Union{Array,Nothing}) = array
collected(array::AbstractArray) = lies_together(array) ? sound(array, Reads()) : collect(array)

lies_together(::AbstractArray) = false
lies_together(::DenseArray) = true
function lies_together(array::StridedArray)
    isempty(array) && return true
    together = 1
    for (extent, step) in zip(size(array), strides(array))
        extent == 1 || step == together || return false
        together *= extent
    end
    return true
end

# An `Array` is aligned and has its memory. What looks at another one's may lie at any address, and
# may look at more than that one has by now.
function sound(array, use)
    isempty(array) && return array
    is_aligned = UInt(pointer(array)) % Base.datatype_alignment(eltype(array)) == 0
    is_aligned || refuse_unaligned(array, use)
    is_inside(root(array), array) || refuse_outside(array)
    return array
end

is_inside(::AbstractArray, array) = true
function is_inside(root::Array, array)
    offset = UInt(pointer(array)) - UInt(pointer(root))
    return offset <= sizeof(root) && sizeof_elements(array) <= sizeof(root) - offset
end

# What a view, reshape or reinterpretation looks at.
root(array::Array) = array
root(array::AbstractArray) = parent(array) === array ? array : root(parent(array))

# What cannot be changed, in words.
constant(array) = nothing
constant(::Base.CodeUnits) = "the bytes of a String"
is_constant(array) = constant(root(array)) !== nothing

@noinline refuse_scattered(array, use) = throw(ArgumentError(
    "this $(typeof(array)) does not lie in memory in one piece, so Rust cannot look at it as a " *
    "slice: " * advice(use, "collect(array)")))

@noinline refuse_unaligned(array, use) = throw(ArgumentError(
    "this $(typeof(array)) does not lie at a multiple of " *
    "$(Base.datatype_alignment(eltype(array))) bytes, as Rust needs it: " *
    advice(use, "collect(array)")))

@noinline refuse_outside(array) = throw(ArgumentError(
    "this $(typeof(array)) looks at elements that its parent no longer has: " *
    "the parent was resized"))

@noinline refuse_constant(array) = throw(ArgumentError(
    "$(constant(root(array))) cannot be changed, and Rust would: " *
    advice(Writes(), "collect(array)")))

count_of(array) = length(array) % UInt
count_of(::Nothing) = UInt(0)

# Rust may assume that nothing else refers to the memory that it writes into.
keep_apart(::Nothing, other) = nothing
keep_apart(array, ::Nothing) = nothing
keep_apart(::Nothing, ::Nothing) = nothing
function keep_apart(array, other)
    start, stop = covered(array)
    other_start, other_stop = covered(other)
    is_apart = stop <= other_start || other_stop <= start
    is_apart || start == stop || other_start == other_stop || refuse_overlap()
    return nothing
end

# Where its elements lie.
function covered(array)
    start = UInt(pointer(array))
    return start, start + sizeof_elements(array)
end

sizeof_elements(array) = (length(array) * sizeof(eltype(array))) % UInt

@noinline refuse_overlap() = throw(ArgumentError(
    "two arguments share memory that the Rust function writes into: pass a `copy` of one of them"))

# An array of text goes in as an array of addresses and lengths.
struct Texts{A}
    texts::A
    places::Vector{Tuple{Ptr{UInt8},UInt}}
    global made(::Type{Texts}, texts::A, places) where {A} = new{A}(texts, places)
end

texts(::Nothing) = nothing
function texts(array)
    kept = map(text, holding(AbstractString, array, Reads()))
    return made(Texts, kept, [(address_of(each), length_of(each)) for each in vec(kept)])
end

address_of(texts::Texts) = pointer(texts.places)
count_of(texts::Texts) = count_of(texts.places)

# Memory of Rust's, and the elements in it.
struct Elements
    start::Ptr{Cvoid}
    length::UInt
    bytes::UInt
    alignment::UInt
    global made(::Type{Elements}) = new()
end

release_memory(owned::Elements) = release_memory(
    getfield(owned, :start), getfield(owned, :bytes), getfield(owned, :alignment))

# Up to so many bytes a copy costs less than a finalizer.
const COPIED = UInt(8192)

function taken_elements(::Type{T}, owned::Elements) where {T}
    count = getfield(owned, :length)
    count * sizeof(T) > COPIED && return handed_over(T, owned)
    copy = Vector{T}(undef, count)
    GC.@preserve copy unsafe_copyto!(
        pointer(copy), Ptr{T}(getfield(owned, :start)), length(copy))
    release_memory(owned)
    return copy
end

function taken_texts(bytes::Elements, ends::Elements)
    texts = Vector{String}(undef, getfield(ends, :length))
    start = UInt(0)
    for i in 1:length(texts)
        stop = unsafe_load(Ptr{UInt}(getfield(ends, :start)), i)
        texts[i] = unsafe_string(Ptr{UInt8}(getfield(bytes, :start)) + start, stop - start)
        start = stop
    end
    release_memory(bytes)
    release_memory(ends)
    return texts
end

# A `Vector` of the very memory, which Rust gets back when Julia has collected all that refers to
# it. Since Julia 1.11 arrays may share a `Memory`, so that is what has to be gone. Before, it is a
# matrix that nobody else knows: `finalize` of the vector does nothing then,
# and `push!` to it moves its elements.
function handed_over(::Type{T}, owned::Elements) where {T}
    length = getfield(owned, :length) % Int
    matrix = unsafe_wrap(Array, Ptr{T}(getfield(owned, :start)), (length, 1))
    finalizer(made(Return, owned), VERSION >= v"1.11" ? matrix.ref.mem : matrix)
    hold(getfield(owned, :bytes) % Int)
    return reshape(matrix, length)
end

struct Return
    owned::Elements
    global made(::Type{Return}, owned) = new(owned)
end

function (give_back::Return)(@nospecialize(gone))
    release_memory(give_back.owned)
    Threads.atomic_sub!(HELD, give_back.owned.bytes % Int)
    return nothing
end

# Julia's collector does not know how much memory hangs on an array that Rust made. So it is asked
# to collect whenever that has become twice as much as it was after the last time.
const HELD = Threads.Atomic{Int}(0)
const LEAST = 1 << 26
const LIMIT = Threads.Atomic{Int}(LEAST)

function hold(bytes)
    Threads.atomic_add!(HELD, bytes) + bytes > LIMIT[] && collect_garbage()
    return nothing
end

@noinline function collect_garbage()
    limit = LIMIT[]
    LIMIT[] = typemax(Int)
    GC.gc(false)
    HELD[] > limit >> 1 && GC.gc(true)
    LIMIT[] = max(LEAST, 2 * HELD[])
    return nothing
end
