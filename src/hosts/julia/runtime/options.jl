
# `Option` arguments: the value, or anything of its type where there is none.
optional(::Type, ::Nothing) = nothing
optional(::Type{T}, value) where {T} = convert(T, value)
some(::Type{T}, ::Nothing) where {T} = zero(T)
some(::Type, value) = value
some_pointer(::Nothing) = C_NULL
some_pointer(pointer) = pointer
none(::Type{T}) where {T} = zero(T)
none(::Type{Ptr{T}}) where {T} = Ptr{T}(0)
none(::Type{Ref{T}}) where {T} = Ptr{T}(0)
