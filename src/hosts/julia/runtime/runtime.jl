
# How calls go. Nothing in here has a Rust name, so it is plain Julia.
module _prebind

import HOLE_types

# Documents a name of the module. `@doc` would look up `Union` and `Tuple` there, where Rust may
# have given these names to something else. A macro, since a function that ran here would be kept
# with all that it depends on among what was precompiled,
# and cost every start three times what all else costs.
macro document(name, text, signature = Union{})
    documented = parentmodule(_prebind)
    place = Dict{Symbol,Any}(
        :path => string(__source__.file), :linenumber => __source__.line, :module => documented)
HOLE_binding
    return esc(:($(Base.Docs.doc!)(
        $documented, $binding, $(Base.Docs.docstr)($text, $place), $signature)))
end

# Since Julia 1.9 a package's native code is kept with it.
const KEEPS_CODE = VERSION >= v"1.9"

# What is compiled while the package is, if it is not too much: reading a function's code costs
# every start, compiling it only those that call it.
# What the package itself calls meanwhile is kept anyway.
const READY = Any[]
const READY_AT_MOST = 250

macro ready(callee, types)
    is_kept = KEEPS_CODE && ccall(:jl_generating_output, Cint, ()) != 0
    return is_kept ? esc(:($push!($READY, ($callee, $types)))) : nothing
end

macro compile_ready()
    chosen = length(READY) <= READY_AT_MOST ? copy(READY) : Any[]
    empty!(READY)
    return Expr(:block, (:($precompile($(each...))) for each in chosen)..., nothing)
end

# A constructor is a method of `Type`, and so one among those of all types: before Julia 1.9 each
# costs every start half a millisecond and more.
# The types of this module have a function `made` instead.
function made end

# A function of the library. `pointer` is set when the library is loaded; until then it leads to
# `not_loaded`, so that a call too early is an exception.
mutable struct Glue
    pointer::Ptr{Cvoid}
    symbol::String
    signature::String
    global made(::Type{Glue}, symbol, signature) = new(NOT_LOADED, symbol, signature)
end

# Of `Any`, since Julia has such vectors compiled already.
const GLUE = Any[]

const NOT_LOADED_ERROR = ErrorException(string(
    "the Rust library of ", HOLE_module_literal, " is not loaded: ",
    "either loading it failed before, or a package calls it while it is being precompiled. ",
    "`__init__` has not run then: call ",
    HOLE_module_literal, ".__init__() first"))
not_loaded() = throw(NOT_LOADED_ERROR)
const NOT_LOADED = @cfunction(not_loaded, Cvoid, ())

function declare(symbol, signature)
    glue = made(Glue, symbol, signature)
    push!(GLUE, glue)
    return glue
end

HOLE_definitions
const RELEASE_MEMORY = declare(HOLE_release_memory, "the release of memory")
const RELEASE_FAILURE = declare(HOLE_release_failure, "the release of failures")
HOLE_initializers

# What a glue function returns. A status is `OK`, `NONE`, or the address of a `Failure`. It is an
# integer here, since precompilation does not keep pointers, not even in constants.
struct Returned{T}
    value::T
    status::UInt
    global made(::Type{Returned{T}}) where {T} = new{T}()
end

const OK = UInt(HOLE_status_ok)
const NONE = UInt(HOLE_status_none)

struct Failure
    kind::UInt32
    reserved::UInt32
    message::Ptr{UInt8}
    message_length::UInt
    place::Ptr{UInt8}
    place_length::UInt
    value::NTuple{2,UInt64}
    global made(::Type{Failure}) = new()
end

const PANIC = UInt32(HOLE_kind_panic)
const ERR = UInt32(HOLE_kind_error)
const CALLBACK = UInt32(HOLE_kind_callback)
const BORROWED = UInt32(HOLE_kind_borrowed)

# What a failed call throws. Where Julia keeps no native code, every first call would wait for the
# compilation of what type inference knows here. `fail` itself it has to know: a function with a
# call of something unknown is not inlined.
if KEEPS_CODE
    failure_of(status, ::Type{E} = Nothing) where {E} = taken_failure(status, E)
    @noinline fail(status::UInt) = throw(taken_failure(status, Nothing))
    @noinline fail(status::UInt, ::Type{E}) where {E} = throw(taken_failure(status, E))
else
    const FAILURE = Ref{Any}()
    failure_of(status, error_type = Nothing) = FAILURE[](status, error_type)
    @noinline fail(@nospecialize(status)) = throw(failure_of(status))
    @noinline fail(@nospecialize(status), @nospecialize(error_type)) =
        throw(failure_of(status, error_type))
end

function taken_failure(status, error_type::Type{E}) where {E}
    @static if !KEEPS_CODE
        @nospecialize error_type
    end
    pointer = Ptr{Failure}(status)
    try
        failure = unsafe_load(pointer)
        message = text_at(failure.message, failure.message_length)
        place = text_at(failure.place, failure.place_length)
        failure.kind == PANIC && return RustPanic(message, place)
        failure.kind == CALLBACK && return RustPanic("a callback of another call threw", "")
HOLE_kinds
        return ArgumentError(message)
    finally
        ccall(RELEASE_FAILURE.pointer, Cvoid, (Ptr{Failure},), pointer)
    end
end

KEEPS_CODE ? precompile(fail, (UInt,)) : (FAILURE[] = taken_failure)

text_at(bytes, length) = length == 0 ? "" : unsafe_string(bytes, length)

@document "RustPanic" """
    RustPanic

Thrown when a Rust function panics. `message` is what it panicked with; `place` is
`file:line:column` in the Rust sources, or empty where that is not known.
"""

function Base.showerror(io::IO, panic::RustPanic)
    print(io, "RustPanic: ", panic.message)
    isempty(panic.place) || print(io, " (", panic.place, ")")
end

HOLE_errors
release_memory(memory, bytes, alignment) = ccall(
    RELEASE_MEMORY.pointer, Cvoid, (Ptr{Cvoid}, UInt, UInt), memory, bytes, alignment)

# Text goes in without a copy where it is contiguous, and comes out as a copy.
text(text::Union{String,SubString{String},Nothing}) = text
text(text::AbstractString) = String(text)
address_of(text) = pointer(text)
address_of(::Nothing) = Ptr{UInt8}(0)
length_of(text) = sizeof(text) % UInt
length_of(::Nothing) = UInt(0)

whole_text(text::Union{String,Nothing}) = text
whole_text(text) = String(text)

struct Text
    bytes::Ptr{UInt8}
    length::UInt
    capacity::UInt
    global made(::Type{Text}) = new()
end

function taken_text(text::Text)
    copy = unsafe_string(text.bytes, text.length)
    release_memory(text.bytes, text.capacity, UInt(1))
    return copy
end

HOLE_arrays
HOLE_lent
HOLE_callbacks
HOLE_gc_safe

code(::Nothing) = nothing
code(character) = UInt32(codepoint(character))

# Numbers of 128 bits go as two halves: not every compiler passes them alike.
low(number) = number % UInt64
high(number) = (number >> 64) % UInt64
low(::Nothing) = UInt64(0)
high(::Nothing) = UInt64(0)
wide(::Type{T}, low, high) where {T} = (UInt128(high) << 64 | low) % T

# `Option` arguments: the value, or anything of its type where there is none.
optional(::Type, ::Nothing) = nothing
optional(::Type{T}, value) where {T} = convert(T, value)
some(::Type{T}, ::Nothing) where {T} = zero(T)
some(::Type, value) = value
some_pointer(::Nothing) = C_NULL
some_pointer(pointer) = pointer
none(::Type{T}) where {T} = zero(T)
none(::Type{Ptr{T}}) where {T} = Ptr{T}(0)
none(::Type{Ref{T}}) where {T} = Ptr{T}(0)

# An enum goes in and out as its integer, a struct of plain data goes in as its address and comes
# out as words: the C type of a small struct would depend on its fields.
word(value::Enum) = Integer(value) % UInt
word(::Nothing) = UInt(0)
member(::Type{T}, word::UInt64) where {I,T<:Enum{I}} = reinterpret(T, word % I)

reference(::Type{T}, value) where {T} = Ref{T}(value)
reference(::Type{T}, ::Nothing) where {T} = Ref{T}()

@inline function copied(::Type{T}, words) where {T}
    reference = Ref(words)
    return GC.@preserve reference unsafe_load(
        Ptr{T}(Base.unsafe_convert(Ptr{typeof(words)}, reference)))
end

HOLE_objects
macro public(names...)
    return VERSION >= v"1.11" ? esc(Expr(:public, map(Symbol, names)...)) : nothing
end

HOLE_loader

end
