using Test
include(joinpath(pwd(), "Ordered.jl"))
using .Ordered
using .Ordered: counted, keys, total, unique, joined, nested, sorted, sorted_set, call, text, same
using .Ordered: size

# A package that has ordered dictionaries: any `AbstractDict` goes in, in its order.
struct Backwards <: AbstractDict{String,Vector{Float64}}
    pairs::Vector{Pair{String,Vector{Float64}}}
end
Base.length(map::Backwards) = length(map.pairs)
Base.iterate(map::Backwards, i = length(map)) = i == 0 ? nothing : (map.pairs[i], i - 1)

counts = counted("to be or not to be")
@test counts isa RustDict{String,Int} && counts isa AbstractDict
@test collect(counts) == ["to" => 2, "be" => 2, "or" => 1, "not" => 1]
@test collect(Base.keys(counts)) == ["to", "be", "or", "not"]
@test collect(values(counts)) == [2, 2, 1, 1]
@test counts["be"] == 2 && haskey(counts, "or") && !haskey(counts, "and")
@test_throws KeyError counts["and"]
@test get(counts, "and", 7) == 7 && get(() -> 8, counts, "and") == 8
@test get(() -> 8, counts, "to") == 2 && get(counts, "to", 7) == 2
@test counts == Dict("to" => 2, "be" => 2, "or" => 1, "not" => 1)
@test hash(counts) == hash(Dict(counts)) && isequal(counts, Dict(counts))
@test length(counts) == 4 && eltype(counts) == Pair{String,Int} && first(counts) == ("to" => 2)
@test_throws MethodError counts["and"] = 1
changed = copy(counts)
changed["and"] = 1
@test changed isa Dict{String,Int} && length(changed) == 5 && length(counts) == 4
@test isempty(keys(Dict{String,Vector{Float64}}())) && isempty(nested(0))

@test keys(Backwards(["a" => [1.0], "b" => [], "c" => [2.0]])) == ["c", "b", "a"]
@test keys(RustDict{String,Vector{Float64}}(["x" => [1], "a" => [], "x" => [2]])) == ["x", "a"]
@test RustDict{String,Int}(["x" => 1, "a" => 2, "x" => 3]) == Dict("x" => 3, "a" => 2)
@test total(Dict('a' => 1, 'b' => 2)) == 3
@test_throws InexactError total(Dict('a' => 1.5))
@test_throws MethodError total(['a' => 1])

set = unique(Int32[5, 3, 5, 4])
@test set isa RustSet{Int32} && collect(set) == [5, 3, 4] && set == Set([3, 4, 5])
@test 4 in set && !(6 in set) && length(set) == 3 && copy(set) isa Set{Int32}
@test union(set, [9]) == Set([3, 4, 5, 9]) && hash(set) == hash(Set(set))
@test joined(RustSet{String}(["z", "a", "z"]), nothing) == "z a"
@test joined(Set(["b"]), RustSet{String}(["y", "c"])) == "b y c"

all = nested(3)
@test all isa Vector{RustDict{UInt8,Union{RustSet{Char},Nothing}}}
@test collect(Base.keys(all[3])) == [2, 1, 0] && collect(all[3][2]) == ['b', 'a']
@test all[3][0] === nothing

# Those of the standard library are in the order of their keys.
@test collect(sorted([("b", 1), ("c", 2), ("a", 3)])) == ["a" => 3, "b" => 1, "c" => 2]
@test collect(sorted_set(Int32[3, 1, 2])) == [1, 2, 3]

@test call() do map
    @test collect(map) == ["a" => 2, "z" => 1]
    Dict(2 => "x", 1 => "y")
end == "1y2x"

# A variant's field takes what can be converted.
value = Object(RustDict{String,Value}(["b" => Scalar(1), "a" => Tags(Set(["y", "x"]))]))
@test text(value) == "{b: 1, a: x+y}"
@test same(value) == value && collect(Base.keys(same(value)._1)) == ["b", "a"]
@test Object(Dict("b" => Scalar(1))) == Object(Dict("b" => Scalar(1)))
@test Object(Dict("b" => Scalar(1)))._1 isa RustDict{String,Value}
@test collect(same(Tags(Set(["y", "x"])))._1) == ["x", "y"]

table = Table()
@test isempty(table.columns)
table.columns = Backwards(["a" => [1.0], "b" => []])
@test collect(table.columns) == ["b" => [], "a" => [1]]
@test size(IndexMap(3)) == 3
println("done")
