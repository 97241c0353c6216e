@document "RustError" """
    RustError

Thrown when a Rust function returns `Err`. `message` is the error's text; `value` is the error
itself where it has a Julia type, else `nothing`; `causes` are the texts of the errors behind it
(`Error::source`), the nearest first.
"""

error_of(message, causes, address, error_type) =
    RustError(message, error_value(address, error_type), causes)

# Each is a length and that many bytes.
function causes_of(failure)
    at = getfield(failure, :causes)
    stop = at + getfield(failure, :causes_length)
    causes = String[]
    while at < stop
        length = unsafe_load(Ptr{UInt}(at))
        push!(causes, unsafe_string(at + sizeof(UInt), length))
        at += sizeof(UInt) + length
    end
    return causes
end

error_value(address, ::Type{Nothing}) = nothing
error_value(address, ::Type{Char}) = Char(unsafe_load(Ptr{UInt32}(address)))
error_value(address, ::Type{T}) where {T} = unsafe_load(Ptr{T}(address))
HOLE_enum_error

Base.:(==)(error::RustError, other::RustError) =
    error.message == other.message && isequal(error.value, other.value) &&
    error.causes == other.causes
Base.hash(error::RustError, seed::UInt) =
    hash(error.message, hash(error.value, hash(error.causes, seed)))

function show_causes(io, causes)
    for cause in causes
        print(io, "\ncaused by: ", cause)
    end
    return nothing
end

function Base.showerror(io::IO, error::RustError)
    print(io, "RustError: ", error.message)
    return show_causes(io, error.causes)
end
