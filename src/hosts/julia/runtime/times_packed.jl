abstract type Time{T} end
function unpack(reader, ::Type{Time{T}}) where {T}
    second = read_as(reader, UInt64)
    return timed(T, second, read_as(reader, UInt64))
end
function pack_time(writer, time)
    write_as(writer, seconds(time))
    return write_as(writer, UInt64(nanoseconds(time)))
end
pack(writer, ::Type{Time{T}}, time::T) where {T} = pack_time(writer, since(time))
pack(writer, ::Type{Time{Dates.Nanosecond}}, span::Union{Dates.Period,Dates.CompoundPeriod}) =
    pack_time(writer, since(span))
julia_type(::Type{Time{T}}) where {T} = T
