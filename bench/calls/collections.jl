# Complex numbers, arrays with strides, and maps, by hand.
module HandCollections
import ..LIB

complex_sum(values) = ccall(
    (:hand_complex_sum, LIB), ComplexF64, (Ptr{ComplexF64}, Csize_t), values, length(values))

strided_sum(values) = ccall(
    (:hand_strided_sum, LIB), Float64, (Ptr{Float64}, Ref{NTuple{2,Int}}, Ref{NTuple{2,Int}}),
    values, size(values), strides(values))

struct Map
    keys::Ptr{UInt8}
    key_bytes::Csize_t
    ends::Ptr{Csize_t}
    values::Ptr{Float64}
    length::Csize_t
end

function map_of(length)
    map = ccall((:hand_map_of, LIB), Map, (Csize_t,), length)
    dict = Dict{String,Float64}()
    sizehint!(dict, map.length)
    start = 0
    for i in 1:map.length
        stop = unsafe_load(map.ends, i) % Int
        dict[unsafe_string(map.keys + start, stop - start)] = unsafe_load(map.values, i)
        start = stop
    end
    ccall((:hand_free_map, LIB), Cvoid, (Map,), map)
    return dict
end

function map_sum(dict)
    names = collect(keys(dict))
    return GC.@preserve names ccall(
        (:hand_map_sum, LIB), Float64, (Ptr{Ptr{UInt8}}, Ptr{Csize_t}, Ptr{Float64}, Csize_t),
        pointer.(names), sizeof.(names), collect(values(dict)), length(names))
end
end

number_of(value::ComplexF64) = number_of(real(value))
number_of(map::AbstractDict) = length(map)

function collections()
    numbers = ones(ComplexF64, 10^4)
    row("complex", "prebind" => () -> complex_sum(numbers),
        "hand" => () -> HandCollections.complex_sum(numbers))
    part = view(ones(200, 100), 1:2:200, :)
    row("strided", "prebind" => () -> strided_sum(part),
        "hand" => () -> HandCollections.strided_sum(part))
    dict = map_of(10^4)
    @assert dict == HandCollections.map_of(10^4)
    @assert map_sum(dict) == HandCollections.map_sum(dict)
    row("map out", "prebind" => () -> map_of(10^4), "hand" => () -> HandCollections.map_of(10^4))
    row("map in", "prebind" => () -> map_sum(dict), "hand" => () -> HandCollections.map_sum(dict))
end
