
# Maps of objects that Rust takes: packed as other maps are, with room for the handles, which are
# written when all is ready, as those of arrays are.
struct ObjectMap{T}
    bytes::Vector{UInt8}
    places::Vector{Int}
    objects::Vector{T}
    global made(::Type{ObjectMap}, bytes, places, objects::Vector{T}) where {T} =
        new{T}(bytes, places, objects)
end

owned_map(::Type, ::Type, ::Nothing) = nothing
function owned_map(::Type{K}, ::Type{T}, map) where {K,T}
    writer = made(Writer)
    at = room(writer, sizeof(UInt))
    places, objects, keys = Int[], T[], IdDict{T,Any}()
    for (key, object) in map
        object isa T || refuse_object(T, object)
        haskey(keys, object) && refuse_repeated_value(T, keys[object], key)
        keys[object] = key
        pack(writer, K, key)
        push!(places, room(writer, sizeof(UInt64)))
        push!(objects, object)
    end
    write_at(writer, at, length(objects) % UInt)
    bytes = resize!(getfield(writer, :bytes), getfield(writer, :length))
    return made(ObjectMap, bytes, places, objects)
end

@noinline refuse_repeated_value(type, @nospecialize(first), @nospecialize(second)) =
    throw(ArgumentError("the values of $(repr(first)) and $(repr(second)) are the same " *
        "$(nameof(type)), and Rust takes both"))

function address_of(map::ObjectMap)
    bytes, places = getfield(map, :bytes), getfield(map, :places)
    start = pointer(bytes)
    for (place, object) in zip(places, getfield(map, :objects))
        unsafe_store!(Ptr{UInt64}(start + place), UInt(handle(object)) % UInt64)
    end
    return start
end
length_of(map::ObjectMap) = length_of(getfield(map, :bytes))
