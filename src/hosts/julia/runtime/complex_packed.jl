unpack(reader, ::Type{T}) where {T<:Complex} = read_as(reader, T)
pack(writer, ::Type{T}, number::Number) where {T<:Complex} = write_as(writer, convert(T, number))
