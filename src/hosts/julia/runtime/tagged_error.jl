
# An enum with data is thrown itself. What Julia has no number for must not hide what Rust says.
function error_of(message, causes, address, ::Type{Tagged{T}}) where {T}
    words = unsafe_load(Ptr{NTuple{2,UInt64}}(address))
    bytes, length = Ptr{UInt8}(words[1] % UInt), words[2] % UInt
    try
        return told(unpack(made(Reader, bytes), Tagged{T}), made(Told, message, causes))
    catch
        return RustError(message, nothing, causes)
    finally
        release_memory(bytes, length, UInt(1))
    end
end

told(error, told) = typeof(error)((getfield(error, i) for i in 1:nfields(error)-1)..., told)
