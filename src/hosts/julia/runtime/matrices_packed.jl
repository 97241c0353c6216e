# N has the sizes.
abstract type Matrices{N,J,E} end

function unpack(reader, ::Type{Matrices{N,J,E}}) where {N,J,E}
    array = Array{J}(undef, N)
    for i in eachindex(array)
        array[i] = unpack(reader, E)
    end
    return array
end
function pack(writer, ::Type{Matrices{N,J,E}}, array::AbstractArray) where {N,J,E}
    size(array) == N || refuse_shape(N, array)
    count = 0
    for element in array
        pack(writer, E, element)
        count += 1
    end
    count == prod(N) || refuse_length(prod(N), count, array)
    return nothing
end
julia_type(::Type{Matrices{N,J,E}}) where {N,J,E} = AbstractArray{J,length(N)}
