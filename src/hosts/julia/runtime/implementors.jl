
# An object of Julia's with the methods of a trait. Rust calls them by their numbers, from 0. Of
# each method: the function, what it returns and takes as it is packed, what Julia has for the
# latter and the names of that, and whether Rust has a method of its own.
abstract type Method{F,R,A,J,Names,IsProvided} end
abstract type Trait{Name,Methods} end

const ASKED = typemax(UInt32)  # not for a method, but for which there are

function implementor(::Type{T}, object) where {T<:Trait}
    call = kept(T, Nothing, object)
    methods_of(call)
    return call
end

# Which methods there are, a bit for each, and in which world that was. Code that a package keeps
# has none of it: the numbers of worlds begin anew in each process.
const KNOWN_METHODS = IdDict{Any,Tuple{UInt,UInt64}}()
const KNOWN_METHODS_LOCK = ReentrantLock()

function methods_of(call::C) where {C<:KeptCall}
    world = ccall(:jl_get_world_counter, UInt, ())
    known = lock(() -> get(KNOWN_METHODS, C, (UInt(0), UInt64(0))), KNOWN_METHODS_LOCK)
    known[1] === world && return known[2]
    bits = find_methods(call)::UInt64
    if ccall(:jl_generating_output, Cint, ()) == 0
        lock(() -> KNOWN_METHODS[C] = (world, bits), KNOWN_METHODS_LOCK)
    end
    return bits
end

@noinline function find_methods(::KeptCall{T,A,O}) where {Name,Methods,T<:Trait{Name,Methods},A,O}
    bits = UInt64(0)
    lacking = String[]
    for (i, method) in enumerate(Methods.parameters)
        if has_method(method, O)
            bits |= UInt64(1) << (i - 1)
        elseif !is_provided(method)
            push!(lacking, string("\n    ", signature_of(method, O)))
        end
    end
    isempty(lacking) || throw(ArgumentError(string("the type ", O, " lacks methods of the trait ",
        Name, ", which Rust calls. Define:", lacking...)))
    return bits
end

has_method(::Type{Method{F,R,A,J,Names,IsProvided}}, ::Type{O}) where {F,R,A,J,Names,IsProvided,O} =
    can_call(F.instance, O, Any[J.parameters...])
is_provided(::Type{Method{F,R,A,J,Names,IsProvided}}) where {F,R,A,J,Names,IsProvided} = IsProvided

# What may be nothing can have a method of its own for that.
function can_call(f, first, types)
    hasmethod(f, Tuple{first,types...}) && return true
    i = findfirst(type -> type isa Union, types)
    i === nothing && return false
    union = types[i]
    return all(type -> can_call(f, first, Any[types[1:i-1]..., type, types[i+1:end]...]),
               (union.a, union.b))
end

function signature_of(::Type{Method{F,R,A,J,Names,P}}, ::Type{O}) where {F,R,A,J,Names,P,O}
    f = F.instance
    own = string(parentmodule(f), '.', nameof(f), "(self::", O)
    return string(own, (string(", ", n, "::", j) for (n, j) in zip(Names, J.parameters))..., ')')
end

function run_kept(
    call::KeptCall{T}, answer, bytes, is_foreign
) where {Name,Methods,T<:Trait{Name,Methods}}
    reader = made(Reader, bytes)
    number = read_as(reader, UInt32)
    number === ASKED && return tell_methods(answer, call)
    return run_method(Methods, number, call.callable, answer, reader, is_foreign)
end

function tell_methods(answer, call)
    try
        give(answer, UInt64, methods_of(call))
        return true
    catch
        return false
    end
end

@generated function run_method(
    ::Type{Methods}, number, object, answer, reader, is_foreign
) where {Methods}
    body = :(run_told(refuse_number, (), Nothing, Tuple{}, answer, reader, is_foreign))
    for i in length(Methods.parameters):-1:1
        run = :(run_one($(Methods.parameters[i]), object, answer, reader, is_foreign))
        body = :(number === $(UInt32(i - 1)) ? $run : $body)
    end
    return body
end

run_one(
    ::Type{Method{F,R,A,J,Names,P}}, object, answer, reader, is_foreign
) where {F,R,A,J,Names,P} = run_told(F.instance, (object,), R, A, answer, reader, is_foreign)

refuse_number() = error("Rust calls a method that this module does not have: build it again")
