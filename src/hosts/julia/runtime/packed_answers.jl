
# A number is packed as its bytes: it needs no array.
function give(answer, ::Type{T}, value::Real) where {T<:Bits}
    number = Ref{T}(value)
    address = Base.unsafe_convert(Ptr{T}, number)
    GC.@preserve number give_at(answer, Ptr{UInt8}(address), sizeof(T))
end
