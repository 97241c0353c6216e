# Every method of the generated module infers one concrete type, or that or nothing,
# for what may be passed to it.

include("../support/hygiene.jl")

# The types of the elements that a method's arrays have, in their order:
# its annotations do not say it.
const source = readlines(module_file)

function element_types(method)
    body = join(source[method.line:findnext(isequal("end"), source, method.line)], '\n')
    # One enum with data is packed too, but is no array.
    heads = "texts|elements|writable|collected|owned_objects|borrowed_objects|packed_elements|fixed"
    calls = eachmatch(Regex("_prebind\\.($heads|packed(?!\\(_prebind\\.Tagged))\\("), body)
    function element(each)
        each[1] == "texts" && return AbstractString
        written = first_argument(SubString(body, each.offset + length(each.match)))
        type = Core.eval(C, Meta.parse(written))
        return each[1] == "fixed" ? Sequence{type} : type
    end
    return Any[element(each) for each in calls]
end

abstract type Sequence{S} end  # what becomes a tuple of this type

# Up to the comma that is in no braces.
function first_argument(rest)
    depth = 0
    for (i, character) in enumerate(rest)
        depth += (character == '{') - (character == '}')
        depth == 0 && character == ',' && return first(rest, i - 1)
    end
end

const next_elements = Any[]

# What a caller may pass where a method has this annotation.
samples(::Type{Number}) = Any[ComplexF64, Int, Float32]
samples(::Type{Real}) = Any[Int, Float64]
samples(::Type{AbstractString}) = Any[String, SubString{String}]
samples(::Type{AbstractChar}) = Any[Char]
samples(::TypeVar) = Any[typeof(sqrt), typeof(x -> x)]  # a function
function samples(T)
    T isa DataType && T <: Tuple && return tuples(map(samples, collect(T.parameters)))
    (T === Some || T <: Union{AbstractArray,AbstractDict,AbstractSet}) &&
        return arrays(popfirst!(next_elements))
    T isa Union || return Any[T]
    Dates = C._prebind.Dates
    T <: Dates.AbstractTime && return Any[Dates.Nanosecond, Dates.Week, Dates.CompoundPeriod]
    T <: Union{Tuple,AbstractArray} && return arrays(popfirst!(next_elements))
    Nothing <: T && return Any[Nothing; samples(without_nothing(T))]
    # A pointer's annotation: a reference, an array, or C_NULL.
    return Any[typeof(Ref(1.0)), Vector{Float64}, Ptr{Cvoid}]
end

arrays(::Type{T}) where {T} = Any[Vector{T}, Matrix{T}, typeof(view(T[], 1:0))]
arrays(::Type{C._prebind.Size}) = Any[arrays(Int); arrays(UInt)]
arrays(::Type{AbstractString}) = Any[Vector{String}, Vector{SubString{String}}]

arrays(::Type{Sequence{S}}) where {S} = Any[S, Vector{fieldtype(S, 1)}, Vector{Any}]
arrays(::Type{C._prebind.Fixed{N,J,E}}) where {N,J,E} = Any[NTuple{N,J}, Vector{J}, Vector{Any}]
arrays(::Type{C._prebind.List{J,E}}) where {J,E} = Any[Vector{J}, Matrix{J}, Vector{Any}]
arrays(::Type{C._prebind.Group{J,E}}) where {J,E} = Any[Set{J}, Set{Any}]
arrays(::Type{C._prebind.Pairs{KJ,VJ,K,V}}) where {KJ,VJ,K,V} = Any[Dict{KJ,VJ}, Dict{Any,Any}]
arrays(::Type{C._prebind.OrderedGroup{J,E}}) where {J,E} = Any[Set{J}, C.RustSet{J}, Set{Any}]
arrays(::Type{C._prebind.OrderedPairs{KJ,VJ,K,V}}) where {KJ,VJ,K,V} =
    Any[Dict{KJ,VJ}, C.RustDict{KJ,VJ}, Dict{Any,Any}]
arrays(::Type{C._prebind.MaybeSome{J,T}}) where {J,T} = Any[Some{J}]
arrays(::Type{C._prebind.Tagged{T}}) where {T} = Any[Vector{T}, Vector{Any}]

# Each sample of each member in turn.
tuples(choices) =
    Any[Tuple{(choice[mod1(turn, length(choice))] for choice in choices)...}
        for turn in 1:maximum(map(length, choices))]

without_nothing(T) =
    T === Nothing ? Union{} : T isa Union ? Union{without_nothing(T.a),without_nothing(T.b)} : T

# The abstract types that are enums with data: Julia does not know the variant.
const enums = filter(isabstracttype, Any[
    getfield(each, name) for each in modules_of(C) for name in names(each)
    if isdefined(each, name) && getfield(each, name) isa DataType])

is_good(T) =
    any(enum -> T <: enum, enums) || isconcretetype(T) ||
    T isa DataType && T <: Tuple && all(is_good, T.parameters) ||
    T isa Union && Nothing <: T && is_good(without_nothing(T))

unwrapped(T) = T isa UnionAll ? unwrapped(T.body) : T

function callables()
    mods = filter(!isequal(C._prebind), modules_of(C))
    values = Any[getfield(each, name)
                 for each in mods for name in names(each, all = true) if isdefined(each, name)]
    is_ours(value) = (value isa Function || value isa Type) && parentmodule(value) in mods
    return unique(filter(is_ours, values))
end

function check_methods()
    checked = 0
    for callable in callables(), method in methods(callable)
        parameters = collect(unwrapped(method.sig).parameters[2:end])
        method.module === C || continue
        # Julia's own constructors of variants.
        callable isa Type && any(enum -> callable <: enum, enums) && continue
        any(T -> T === C._prebind.Handle, parameters) && continue
        append!(empty!(next_elements), element_types(method))
        choices = map(samples, parameters)
        # Julia makes a method for each number of arguments that a call can leave out, with all of
        # the elements.
        is_shorter = any(methods(callable)) do other
            (other.file, other.line) == (method.file, method.line) && other.nargs > method.nargs
        end
        @test is_shorter || isempty(next_elements)
        # Each parameter's samples in turn: all of their combinations would be millions.
        for turn in 1:maximum([1; map(length, choices)])
            types = Tuple{(choice[mod1(turn, length(choice))] for choice in choices)...}
            hasmethod(callable, types) || continue
            returned = Base.return_types(callable, types)
            is_good(Union{returned...}) || @error "not inferred" callable types returned
            @test is_good(Union{returned...})
            checked += 1
        end
    end
    return checked
end
@test check_methods() > 300
@test C.shapes.deep.flat in callables()

@testset "properties" begin
    value(counter) = counter.value
    note(counter) = counter.note
    set(counter, value) = counter.value = value
    @test (@inferred value(Counter(1))) === Int64(1)
    @test Base.return_types(note, (Counter,)) == [Union{Nothing,String}]
    @test (@inferred set(Counter(1), 2)) === 2
    unknown(counter) = counter.nope
    @test Base.return_types(unknown, (Counter,)) == [Union{}]
end

# A call costs its caller what a `ccall` does, although it may throw.
# In a library whose functions of Julia stay, a call lets Ctrl-C in again in a `finally`.
isdefined(C._prebind, :KeptCall) || @testset "calls are inlined" begin
    adding(a, b) = add(a, b)
    method(counter) = C.peek(counter)
    option(number) = option_i32(number)
    for (caller, types) in (
        (adding, (Int32, Int32)), (adding, (Int, Int)), (method, (Counter,)), (option, (Int32,)))
        is_optimized || continue
        code = first(only(code_typed(caller, types))).code
        @test any(statement -> statement isa Expr && statement.head === :foreigncall, code)
    end
end

@testset "calls" begin
    @test (@inferred add(1, 2)) === Int32(3)
    @test (@inferred echo_str("x")) == "x"
    @test (@inferred Union{Nothing,Int32} option_i32(1)) === Int32(1)
    @test (@inferred Counter(1)) isa Counter
    @test (@inferred try_new(Counter, 1)) isa Counter
end
