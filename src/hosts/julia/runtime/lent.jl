
# A function of Julia that Rust calls can do anything to an array, and so can other tasks while it
# waits. Rust relies on nothing changing what it borrows. So it borrows a copy, and what it writes
# goes into the array when the call is over.
struct Lent{A,T}
    array::A
    root_length::Int
    copy::Vector{T}
    global made(::Type{Lent}, array::A, copy::Vector{T}) where {A,T} =
        new{A,T}(array, length(root(array)), copy)
end

lent(::Nothing) = nothing
function lent(array)
    copy = Vector{eltype(array)}(undef, length(array))
    isempty(array) || GC.@preserve array unsafe_copyto!(pointer(copy), pointer(array), length(copy))
    return made(Lent, array, copy)
end

address_of(lent::Lent) = pointer(lent.copy)
count_of(lent::Lent) = count_of(lent.copy)
keep_apart(lent::Lent, other::Lent) = keep_apart(lent.array, other.array)

is_resized(::Nothing) = false
is_resized(lent) = length(root(lent.array)) != lent.root_length

take_back(::Nothing) = nothing
function take_back(lent)
    array, copy = lent.array, lent.copy
    isempty(copy) || is_resized(lent) ||
        GC.@preserve array unsafe_copyto!(pointer(array), pointer(copy), length(copy))
    return nothing
end

# The value of a call, if all that Rust wrote is in the arrays.
taken_back(value, lent...) = any(is_resized, lent) ? refuse_resized() : value

@noinline refuse_resized() = error(
    "an array that the Rust function writes into was resized during the call, ",
    "so what Rust wrote is lost: resize it before or after the call, or pass a `copy`")
