@document "RustError" """
    RustError

Thrown when a Rust function returns `Err`. `message` is the error's text; `value` is the error
itself where it has a Julia type, else `nothing`.
"""

error_value(address, ::Type{Nothing}) = nothing
error_value(address, ::Type{Char}) = Char(unsafe_load(Ptr{UInt32}(address)))
error_value(address, ::Type{T}) where {T} = unsafe_load(Ptr{T}(address))
HOLE_enum_error

Base.showerror(io::IO, error::RustError) = print(io, "RustError: ", error.message)

