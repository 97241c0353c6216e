
# The same of an array with strides: the copy has those of an `Array`.
struct LentStrided{A,C,S,T}
    array::A
    root_length::Int
    copy::C
    whole::S
    lent::T
    global made(::Type{LentStrided}, whole::S, copy::C, lent::T) where {S,C,T} =
        new{typeof(whole.array),C,S,T}(whole.array, length(root(whole.array)), copy, whole, lent)
end

function lent(strided::Strided)
    copy = collect(strided.array)
    return made(LentStrided, strided, copy, laid_out(copy, Reads()))
end

address_of(lent::LentStrided) = address_of(lent.lent)
axes_of(lent::LentStrided) = axes_of(lent.lent)
rank_of(lent::LentStrided) = rank_of(lent.lent)
keep_apart(lent::LentStrided, other::LentStrided) = keep_apart(lent.whole, other.whole)
keep_apart(lent::LentStrided, other::Lent) = keep_apart(lent.whole, other.array)
keep_apart(lent::Lent, other::LentStrided) = keep_apart(lent.array, other.whole)

function take_back(lent::LentStrided)
    isempty(lent.copy) || is_resized(lent) || copyto!(lent.array, lent.copy)
    return nothing
end
