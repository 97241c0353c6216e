
# What Rust returned in an order of its own, which Julia's `Dict` and `Set` do not keep. Nothing is
# put into it later: then it would be a collection like others, which a copy of it is.
struct RustDict{K,V} <: Base.AbstractDict{K,V}
    pairs::Base.Vector{Base.Pair{K,V}}
    places::Base.Dict{K,Base.Int}
    function RustDict{K,V}(pairs) where {K,V}
        map = new{K,V}(Base.Vector{Base.Pair{K,V}}(), Base.Dict{K,Base.Int}())
        for (key, value) in pairs
            _prebind.add(map, key, value)
        end
        return map
    end
end

struct RustSet{T} <: Base.AbstractSet{T}
    items::Base.Vector{T}
    members::Base.Set{T}
    function RustSet{T}(items) where {T}
        set = new{T}(Base.Vector{T}(), Base.Set{T}())
        for item in items
            _prebind.add(set, item)
        end
        return set
    end
end
