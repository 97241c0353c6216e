# An array of fixed length has no length ahead of it.
abstract type Fixed{N,J,E} end

unpack(reader, ::Type{Fixed{N,J,E}}) where {N,J,E} = ntuple(_ -> unpack(reader, E), Val(N))
function pack(writer, ::Type{Fixed{N,J,E}}, values::Union{Tuple,AbstractArray}) where {N,J,E}
    length(values) == N || refuse_length(N, length(values), values)
    count = 0
    for value in values
        pack(writer, E, value)
        count += 1
    end
    count == N || refuse_length(N, count, values)
    return nothing
end
julia_type(::Type{Fixed{N,J,E}}) where {N,J,E} = NTuple{N,julia_type(E)}
