import ..DEFINITIONS

all_agree() = all(agrees, DEFINITIONS)
const ALL_AGREE = Ref{Any}(all_agree)

function agrees(definition)
    address = definition.glue.pointer
    size = length(definition.bytes)
    return unsafe_load(Ptr{UInt64}(address)) == size && ccall(
        :memcmp, Cint, (Ptr{Cvoid}, Ptr{UInt8}, Csize_t), address + 8, definition.bytes, size) == 0
end

