# `[T; N]` of Rust's is a tuple. Any sequence of as many elements goes in.
fixed(::Type, ::Nothing) = nothing
fixed(::Type{S}, tuple::S) where {S<:Tuple} = tuple
function fixed(::Type{S}, values::Union{Tuple,AbstractArray}) where {S<:Tuple}
    length(values) == fieldcount(S) || refuse_length(fieldcount(S), length(values), values)
    T = fieldtype(S, 1)
    tuple = Ref{S}()
    count = 0
    GC.@preserve tuple for value in values
        count += 1
        count > fieldcount(S) && break
        unsafe_store!(Ptr{T}(Base.unsafe_convert(Ptr{S}, tuple)), fixed_part(T, value), count)
    end
    count == fieldcount(S) || refuse_length(fieldcount(S), count, values)
    return tuple[]
end

fixed_part(::Type{T}, number::Number) where {T<:Number} = convert(T, number)
fixed_part(::Type{T}, values::Union{Tuple,AbstractArray}) where {T<:Tuple} = fixed(T, values)
fixed_part(::Type{T}, value) where {T} = throw(ArgumentError(
    "cannot pass a value of type $(typeof(value)) where Rust takes $T"))

fixed_reference(::Type{T}, tuple) where {T} = Ref{T}(tuple)
fixed_reference(::Type{T}, ::Nothing) where {T} = Ref{T}()

@noinline refuse_length(wanted, count, @nospecialize(values)) = throw(ArgumentError(
    "Rust takes $wanted elements here, but this $(typeof(values)) has $count"))
