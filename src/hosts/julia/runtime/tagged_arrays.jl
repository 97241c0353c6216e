
# Elements one after the other, without how many they are.
struct PackedElements
    bytes::Vector{UInt8}
    count::UInt
    global made(::Type{PackedElements}, bytes, count) = new(bytes, count)
end

packed_elements(::Type, ::Nothing) = nothing
function packed_elements(::Type{S}, values) where {S}
    writer, count = made(Writer), UInt(0)
    for each in values
        pack(writer, S, each)
        count += UInt(1)
    end
    bytes = resize!(getfield(writer, :bytes), getfield(writer, :length))
    return made(PackedElements, bytes, count)
end

address_of(elements::PackedElements) = pointer(getfield(elements, :bytes))
count_of(elements::PackedElements) = getfield(elements, :count)

function taken_packed_elements(::Type{J}, ::Type{S}, owned) where {J,S}
    try
        reader = made(Reader, Ptr{UInt8}(getfield(owned, :start)))
        list = Vector{J}(undef, getfield(owned, :length) % Int)
        for i in 1:length(list)
            list[i] = unpack(reader, S)
        end
        return list
    finally
        release_memory(owned)
    end
end
