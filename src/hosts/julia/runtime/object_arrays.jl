
# Arrays of objects. The caller's array can run code of its own; so the objects are collected ahead
# of the call, and their handles, which that code may have released, are read when all is ready.
struct Objects{T}
    objects::Vector{T}
    handles::Vector{Ptr{UInt8}}
    global made(::Type{Objects}, objects::Vector{T}) where {T} =
        new{T}(objects, Vector{Ptr{UInt8}}(undef, length(objects)))
end

borrowed_objects(::Type, ::Nothing) = nothing
function borrowed_objects(::Type{T}, values) where {T}
    objects = T[]
    for each in values
        each isa T || refuse_object(T, each)
        push!(objects, each)
    end
    return made(Objects, objects)
end

@noinline refuse_object(type, @nospecialize(value)) = throw(ArgumentError(
    "cannot pass a value of type $(typeof(value)) where Rust takes $type"))

# Rust takes each of these.
owned_objects(::Type, ::Nothing) = nothing
function owned_objects(::Type{T}, values) where {T}
    list = borrowed_objects(T, values)
    places = IdDict{T,Int}()
    for (i, object) in enumerate(getfield(list, :objects))
        first = get!(places, object, i)
        first === i || refuse_repeated(T, first, i)
    end
    return list
end

@noinline refuse_repeated(type, first, second) = throw(ArgumentError(
    "elements $first and $second are the same $(nameof(type)), and Rust takes both"))

function address_of(list::Objects)
    handles = getfield(list, :handles)
    for (i, object) in enumerate(getfield(list, :objects))
        handles[i] = handle(object)
    end
    return pointer(handles)
end
count_of(list::Objects) = length(getfield(list, :objects)) % UInt

function taken_objects(::Type{T}, owned::Elements) where {T}
    start = Ptr{UInt}(getfield(owned, :start))
    list = T[T(handle_at(unsafe_load(start, i) % UInt64)) for i in 1:getfield(owned, :length)]
    release_memory(owned)
    return list
end
