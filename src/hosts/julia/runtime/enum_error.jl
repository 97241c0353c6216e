error_value(address, ::Type{T}) where {T<:Enum} = member(T, unsafe_load(Ptr{UInt64}(address)))
