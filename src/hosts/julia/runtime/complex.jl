# Complex numbers go as two floats.
complex_of(::Type, ::Nothing) = nothing
complex_of(::Type{T}, number) where {T} = convert(T, number)
real_of(::Type, number) = real(number)
real_of(::Type{Complex{T}}, ::Nothing) where {T} = zero(T)
imaginary_of(::Type, number) = imag(number)
imaginary_of(::Type{Complex{T}}, ::Nothing) where {T} = zero(T)
