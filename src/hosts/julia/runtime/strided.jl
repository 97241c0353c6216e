
# An array that Rust looks at where it is: the first element, and how many elements the lowest and
# the highest lie from it. All of it is asked for once, since methods of other packages answer.
struct Strided{A,N}
    array::A
    start::Ptr{Cvoid}
    sizes::NTuple{N,Int}
    steps::NTuple{N,Int}
    low::Int
    high::Int
    global function made(::Type{Strided}, array::A, sizes::NTuple{N,Int}, steps) where {A,N}
        low, high = reach(sizes, steps)
        return new{A,N}(array, convert(Ptr{Cvoid}, pointer(array)), sizes, steps, low, high)
    end
end

strided(::Type{T}, array) where {T} = laid_out(holding(T, array, Reads()), Reads())

# Rust writes into these.
writable_strided(::Type{T}, array) where {T} = laid_out(holding(T, array, Writes()), Writes())

laid_out(::Nothing, use) = nothing
laid_out(array::Array, use) = made(Strided, array, size(array), strides(array))
laid_out(array::AbstractArray, use) = laid_out(array, known_strides(array), use)
laid_out(array, ::Nothing, use) = refuse_loose(array, use)
function laid_out(array, steps, use)
    use isa Writes && is_constant(array) && refuse_constant(array)
    made_one = made(Strided, array, size(array), steps)
    0 in made_one.sizes && return made_one
    is_aligned = UInt(made_one.start) % Base.datatype_alignment(eltype(array)) == 0
    is_aligned || refuse_unaligned(array, use)
    is_around(root(array), made_one) || refuse_outside(array)
    return made_one
end

known_strides(array::StridedArray) = strides(array)
known_strides(array::PermutedDimsArray{<:Any,<:Any,<:Any,<:Any,<:StridedArray}) = strides(array)
# What says that it has some, such as a `Transpose`, is believed as far as its parent reaches.
function known_strides(array)
    whole = root(array)
    whole isa Array && isbitstype(eltype(whole)) && applicable(strides, array) || return nothing
    try
        return convert(NTuple{ndims(array),Int}, strides(array))
    catch
        return nothing
    end
end

function reach(sizes, steps)
    low = high = 0
    for (extent, step) in zip(sizes, steps)
        last = (extent - 1) * step
        last < 0 ? (low += last) : (high += last)
    end
    return 0 in sizes ? (0, -1) : (low, high)
end

is_around(::AbstractArray, strided) = true
function is_around(root::Array, strided)
    bytes = sizeof(eltype(strided.array))
    offset = Int(strided.start) - Int(pointer(root))
    return 0 <= offset + strided.low * bytes &&
        offset + (strided.high + 1) * bytes <= sizeof(root)
end

@noinline refuse_loose(array, use) = throw(ArgumentError(
    "this $(typeof(array)) does not lie in memory with strides, so Rust cannot look at it where " *
    "it is: " * advice(use, "collect(array)")))

address_of(strided::Strided) = strided.start
rank_of(strided::Strided) = rank_of(strided.array)
rank_of(array::AbstractArray) = ndims(array) % UInt
rank_of(::Nothing) = UInt(0)

# The sizes, and where Rust looks at the array itself, the strides. There is at least one number,
# so that it has an address.
axes_of(::Nothing) = C_NULL
axes_of(array::AbstractArray) = Ref((size(array)..., 0))
axes_of(strided::Strided) = Ref((strided.sizes..., strided.steps..., 0))

function covered(strided::Strided)
    start, bytes = UInt(strided.start), sizeof(eltype(strided.array))
    return start + (strided.low * bytes) % UInt, start + ((strided.high + 1) * bytes) % UInt
end

taken_array(::Type{T}, owned, sizes::Tuple) where {T} =
    reshape(taken_elements(T, owned), map(size -> size % Int, sizes))
taken_array(::Type{T}, owned, sizes::Elements) where {T} =
    reshape(taken_elements(T, owned), Tuple(taken_elements(Int, sizes)))
