# A vector or matrix whose sizes are part of its type in Rust: an array of these sizes. Its elements
# lie in the order of an `Array`.
matrix_elements(::Type, ::Tuple, ::Nothing) = nothing
function matrix_elements(::Type{S}, sizes, array) where {S}
    size(array) == sizes || refuse_shape(sizes, array)
    return fixed(S, array)
end

@noinline refuse_shape(sizes, @nospecialize(array)) = throw(DimensionMismatch(
    "Rust takes a $(shape_text(sizes)) here, but this $(typeof(array)) is a " *
    shape_text(size(array))))
shape_text(sizes::NTuple{1,Int}) = "vector of $(sizes[1])"
shape_text(sizes::Tuple) = "matrix of $(join(sizes, "×"))"

function matrix_of(::Type{T}, sizes, elements::S) where {T,S<:Tuple}
    array = Array{T}(undef, sizes)
    GC.@preserve array unsafe_store!(Ptr{S}(pointer(array)), elements)
    return array
end
