
# Maps and sets that have an order in Rust. They lie in memory as others do.
abstract type OrderedPairs{KJ,VJ,K,V} end
abstract type OrderedGroup{J,E} end

julia_type(::Type{OrderedPairs{KJ,VJ,K,V}}) where {KJ,VJ,K,V} = AbstractDict{KJ,VJ}
julia_type(::Type{OrderedGroup{J,E}}) where {J,E} = AbstractSet{J}
pack(writer, ::Type{OrderedPairs{KJ,VJ,K,V}}, value::AbstractDict) where {KJ,VJ,K,V} =
    pack(writer, Pairs{KJ,VJ,K,V}, value)
pack(writer, ::Type{OrderedGroup{J,E}}, value::AbstractSet) where {J,E} =
    pack_each(writer, E, value)

function unpack(reader, ::Type{OrderedPairs{KJ,VJ,K,V}}) where {KJ,VJ,K,V}
    count = read_count(reader)
    map = RustDict{KJ,VJ}(())
    sizehint!(getfield(map, :pairs), count)
    sizehint!(getfield(map, :places), count)
    for _ in 1:count
        key = unpack(reader, K)
        add(map, key, unpack(reader, V))
    end
    return map
end
function unpack(reader, ::Type{OrderedGroup{J,E}}) where {J,E}
    count = read_count(reader)
    set = RustSet{J}(())
    sizehint!(getfield(set, :items), count)
    sizehint!(getfield(set, :members), count)
    for _ in 1:count
        add(set, unpack(reader, E))
    end
    return set
end

# The place of a key is that where it came first, as in Rust.
function add(map::RustDict{K,V}, key, value) where {K,V}
    pairs = getfield(map, :pairs)
    place = get!(getfield(map, :places), key, length(pairs) + 1)
    place > length(pairs) && return push!(pairs, Pair{K,V}(key, value))
    pairs[place] = Pair{K,V}(pairs[place].first, value)
    return pairs
end
function add(set::RustSet, item)
    members = getfield(set, :members)
    item in members && return members
    push!(getfield(set, :items), item)
    return push!(members, item)
end

Base.length(map::RustDict) = length(getfield(map, :pairs))
Base.iterate(map::RustDict, state...) = iterate(getfield(map, :pairs), state...)
function Base.get(map::RustDict, key, default)
    place = get(getfield(map, :places), key, 0)
    return place == 0 ? default : @inbounds(getfield(map, :pairs)[place]).second
end
function Base.get(default::Base.Callable, map::RustDict, key)
    place = get(getfield(map, :places), key, 0)
    return place == 0 ? default() : @inbounds(getfield(map, :pairs)[place]).second
end
Base.haskey(map::RustDict, key) = haskey(getfield(map, :places), key)

Base.length(set::RustSet) = length(getfield(set, :items))
Base.iterate(set::RustSet, state...) = iterate(getfield(set, :items), state...)
Base.in(item, set::RustSet) = item in getfield(set, :members)
Base.copy(set::RustSet) = Set(set)
