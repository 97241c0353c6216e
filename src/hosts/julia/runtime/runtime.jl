
# How calls go. Each method and each field of its own that Julia reads while it loads costs every
# start: so this has no `eval` and no `include`, what a library does not need is not here, and what
# is precompiled says `getfield`, for which nothing has to be looked up.
baremodule _prebind

using Base

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

# Whether a package that has this is being precompiled, and its native code kept.
const IS_PRECOMPILED = ccall(:jl_generating_output, Cint, ()) != 0
const IS_KEPT = KEEPS_CODE && IS_PRECOMPILED

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
    global made(::Type{Glue}) = new()
end

# Of `Any`, since Julia has such vectors compiled already.
const GLUE = Any[]

const NOT_LOADED_ERROR = ErrorException(string(
    "the Rust library of ", HOLE_module_literal, " is not loaded: ",
    "either loading it failed before, or a package calls it while it is being precompiled. ",
    "`__init__` has not run then: call ",
    HOLE_module_literal, ".__init__() first"))

# What this module has loaded. Precompilation does not keep it, since it is a pointer.
const LOADED = Ref(C_NULL)

# Revise evaluates what is new in the file while the library is loaded, which does not have it.
const NEWER_ERROR = ErrorException(string(
    "the Rust library of ", HOLE_module_literal, " was loaded before this function was built. ",
    "To call it, include the module's file again, or restart Julia"))
not_loaded() = throw(LOADED[] === C_NULL ? NOT_LOADED_ERROR : NEWER_ERROR)

# A macro, since a function that ran here would be kept. The pointer is not a constant of the
# module, since precompilation does not keep it.
macro declare(symbol, signature)
    glue = Expr(:new, Glue, @cfunction(not_loaded, Cvoid, ()), symbol, signature)
    return :($last($push!($GLUE, $glue)))
end

HOLE_definitions
const RELEASE_MEMORY = @declare(HOLE_release_memory, "the release of memory")
const RELEASE_FAILURE = @declare(HOLE_release_failure, "the release of failures")
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
    causes::Ptr{UInt8}
    causes_length::UInt
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
    failure = unsafe_load(pointer)
    exception = exception_of(pointer, failure, E)
HOLE_thrown    ccall(getfield(RELEASE_FAILURE, :pointer), Cvoid, (Ptr{Failure},), pointer)
    return exception
end

function exception_of(pointer, failure, error_type::Type{E}) where {E}
    @static if !KEEPS_CODE
        @nospecialize error_type
    end
    kind = getfield(failure, :kind)
    message = text_at(getfield(failure, :message), getfield(failure, :message_length))
    place = text_at(getfield(failure, :place), getfield(failure, :place_length))
    kind === PANIC && return RustPanic(message, place)
    kind === CALLBACK && return RustPanic("a callback of another call threw", "")
HOLE_kinds
    return ArgumentError(message)
end

KEEPS_CODE || (FAILURE[] = taken_failure)

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
HOLE_told
HOLE_strings
HOLE_arrays
HOLE_lent
HOLE_strided
HOLE_callbacks
HOLE_gc_safe
HOLE_futures
HOLE_logs
HOLE_sizes

HOLE_characters
HOLE_wide
HOLE_complex
HOLE_times
HOLE_fixed
HOLE_options
HOLE_packed
HOLE_tagged
HOLE_objects
IS_KEPT && precompile(fail, (UInt,))

HOLE_loader

end
