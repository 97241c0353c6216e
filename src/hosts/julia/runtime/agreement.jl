import ..Definition, ..DEFINITIONS

function all_agree()
    for definition in DEFINITIONS
        agrees(definition::Definition) || return false
    end
    return true
end

if KEEPS_CODE
    agree() = all_agree()
else  # Type inference need not know it.
    const ALL_AGREE = Ref{Any}(all_agree)
    @inline agree() = ALL_AGREE[]()::Bool
end

function agrees(definition)
    address = getfield(getfield(definition, :glue), :pointer)
    bytes = getfield(definition, :bytes)
    size = length(bytes)
    has = unsafe_load(Ptr{UInt64}(address))
    return (has == size || getfield(definition, :is_open) && has > size) && ccall(
        :memcmp, Cint, (Ptr{Cvoid}, Ptr{UInt8}, Csize_t), address + 8, bytes, size) == 0
end

