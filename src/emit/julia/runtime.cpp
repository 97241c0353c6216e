#include "emit/julia/runtime.h"

namespace prebind::emit::julia {

const std::string_view kErrors = R"jl("""
    RustError

Thrown when a Rust function returns `Err`. `message` is the error's text; `value` is the error
itself where that is a number, a `Bool` or a `Char`, else `nothing`.
"""
struct RustError <: Base.Exception
    message::Base.String
    value::Base.Any
end

"""
    RustPanic

Thrown when a Rust function panics. `message` is what it panicked with; `place` is
`file:line:column` in the Rust sources, or empty where that is not known.
"""
struct RustPanic <: Base.Exception
    message::Base.String
    place::Base.String
end

"""
    RustObject

The supertype of all handles to Rust values. The value is released when its handle is garbage
collected, or at once by `finalize(object)`; using the handle after that throws an `ArgumentError`.
"""
abstract type RustObject end
)jl";

const std::string_view kRuntime = R"jl(
# How calls go. Nothing in here has a Rust name, so it is plain Julia.
module _prebind

import ..RustError, ..RustPanic, ..RustObject

# A function of the library. `pointer` is set when the library is loaded; until then it leads to
# `not_loaded`, so that a call too early is an exception.
mutable struct Glue
    pointer::Ptr{Cvoid}
    symbol::String
    signature::String
end

const GLUE = Glue[]

not_loaded() = error(
    "the Rust library of ", $module_literal$, " is not loaded: either loading it failed before, or ",
    "a package calls it while it is being precompiled. `__init__` has not run then: call ",
    $module_literal$, ".__init__() first")
const NOT_LOADED = @cfunction(not_loaded, Cvoid, ())

function declare(symbol, signature)
    glue = Glue(NOT_LOADED, symbol, signature)
    push!(GLUE, glue)
    return glue
end

const RELEASE_BYTES = declare($release_bytes$, "the release of text")
const RELEASE_FAILURE = declare($release_failure$, "the release of failures")
$initializers$

# What a glue function returns. A status is `OK`, `NONE`, or the address of a `Failure`. It is an
# integer here, since precompilation does not keep pointers, not even in constants.
struct Returned{T}
    value::T
    status::UInt
end

const OK = UInt(0)
const NONE = UInt(1)

struct Failure
    kind::UInt32
    reserved::UInt32
    message::Ptr{UInt8}
    message_length::UInt
    place::Ptr{UInt8}
    place_length::UInt
    value::NTuple{2,UInt64}
end

const PANIC = UInt32(1)
const ERR = UInt32(2)

fail(status::UInt) = fail(status, Nothing)

@noinline function fail(status::UInt, @nospecialize(error_type::Type))
    failure = Ptr{Failure}(status)
    exception = try
        exception_of(failure, error_type)
    finally
        ccall(RELEASE_FAILURE.pointer, Cvoid, (Ptr{Failure},), failure)
    end
    throw(exception)
end

function exception_of(pointer, error_type)
    failure = unsafe_load(pointer)
    message = text_at(failure.message, failure.message_length)
    failure.kind == PANIC && return RustPanic(message, text_at(failure.place, failure.place_length))
    failure.kind == ERR || return ArgumentError(message)
    return RustError(message, error_value(pointer + fieldoffset(Failure, 7), error_type))
end

text_at(bytes, length) = length == 0 ? "" : unsafe_string(bytes, length)

error_value(address, ::Type{Nothing}) = nothing
error_value(address, ::Type{Char}) = Char(unsafe_load(Ptr{UInt32}(address)))
error_value(address, ::Type{T}) where {T} = unsafe_load(Ptr{T}(address))

Base.showerror(io::IO, error::RustError) = print(io, "RustError: ", error.message)

function Base.showerror(io::IO, panic::RustPanic)
    print(io, "RustPanic: ", panic.message)
    isempty(panic.place) || print(io, " (", panic.place, ")")
end

# Text goes in without a copy where it is contiguous, and comes out as a copy.
text(text::Union{String,SubString{String},Nothing}) = text
text(text::AbstractString) = String(text)
bytes(text) = pointer(text)
bytes(::Nothing) = Ptr{UInt8}(0)
count(text) = sizeof(text) % UInt
count(::Nothing) = UInt(0)

struct Text
    bytes::Ptr{UInt8}
    length::UInt
    capacity::UInt
end

function string(text::Text)
    copy = unsafe_string(text.bytes, text.length)
    ccall(
        RELEASE_BYTES.pointer, Cvoid, (Ptr{UInt8}, UInt, UInt),
        text.bytes, text.length, text.capacity)
    return copy
end

code(::Nothing) = nothing
code(character) = UInt32(codepoint(character))

# `Option` arguments: the value, or anything of its type where there is none.
optional(::Type, ::Nothing) = nothing
optional(::Type{T}, value) where {T} = convert(T, value)
some(::Type{T}, ::Nothing) where {T} = zero(T)
some(::Type, value) = value
some_pointer(::Nothing) = C_NULL
some_pointer(pointer) = pointer

# Handles. What a handle's type is constructed from is a type that only generated code makes, so
# that no constructor of the Rust side is in its way and none is called by accident.
struct Handle
    pointer::Ptr{UInt8}
end

const GONE = UInt(0)

@inline function handle(object::RustObject)
    pointer = getfield(object, :handle)
    UInt(pointer) === GONE && refuse_gone(object)
    return pointer
end
handle(::Nothing) = Ptr{UInt8}(0)

give(object::RustObject) = setfield!(object, :handle, Ptr{UInt8}(0))
give(::Nothing) = nothing

@noinline refuse_gone(object) = throw(ArgumentError(
    "this $(nameof(typeof(object))) is gone: it was finalized, or given to a Rust function that " *
    "takes it by value"))

@noinline refuse_same(object) = throw(ArgumentError(
    "the same $(nameof(typeof(object))) is passed twice to a Rust function that changes or takes it"))
refuse_same(::Nothing) = nothing

function releaser end

function release(object::RustObject)
    pointer = getfield(object, :handle)
    UInt(pointer) === GONE && return nothing
    give(object)
    status = ccall(releaser(object).pointer, UInt, (Ptr{UInt8},), pointer)
    status === OK || fail(status)
    return nothing
end

@inline Base.getproperty(object::RustObject, name::Symbol) = getter(Val(name), object)

@inline function Base.setproperty!(object::RustObject, name::Symbol, value)
    setter(Val(name), object, value)
    return value
end

getter(::Val{name}, object) where {name} = refuse_property(object, name)
setter(::Val{name}, object, value) where {name} = refuse_property(object, name)

@noinline refuse_write(object, name) =
    error("property ", name, " of ", nameof(typeof(object)), " cannot be set: Rust borrows it for ever")

@noinline function refuse_property(object, name)
    isdefined(Core, :FieldError) && throw(Core.FieldError(typeof(object), name))
    error("type ", nameof(typeof(object)), " has no field ", name)
end

function Base.show(io::IO, object::RustObject)
    print(io, nameof(typeof(object)), "(")
    if UInt(getfield(object, :handle)) === GONE
        print(io, "released")
    else
        separator = ""
        for name in propertynames(object)
            print(io, separator, name, " = ")
            show(io, getproperty(object, name))
            separator = ", "
        end
    end
    print(io, ")")
end

# A handle is one thing for broadcasting, and a bitwise copy of it would be released twice.
Base.broadcastable(object::RustObject) = Ref(object)
Base.deepcopy_internal(object::RustObject, ::IdDict) = throw(ArgumentError(
    "a $(nameof(typeof(object))) cannot be copied: it lives in Rust"))

macro public(names...)
    return VERSION >= v"1.11" ? esc(Expr(:public, names...)) : nothing
end

$loader$
end
)jl";

const std::string_view kLoader = R"jl(# Finds and opens the library. Where Julia keeps no native code (before 1.9) this is compiled anew in
# every session: `load` holds what is always needed, and `invokelatest` keeps type inference out of
# the rest.
module Loader

Base.Experimental.@optlevel 0

import ..GLUE, ..INITIALIZERS, ..NOT_LOADED

const MODULE = $module_literal$
const OVERRIDE = $override$
const REBUILD = $rebuild$
const FILE = string(
    Sys.iswindows() ? "" : "lib", $stem$,
    Sys.iswindows() ? ".dll" : Sys.isapple() ? ".dylib" : ".so")

# The library beside this file, where this file was when it was included.
const FOLDER = something(@__DIR__, pwd())
const DIRECTORY = $directory$
const HERE = normpath(joinpath(FOLDER, DIRECTORY, FILE))

# A precompiled package may have been moved since. Its place can be asked for at run time; where this
# file lies in it has not changed.
const ROOT = Base.moduleroot(@__MODULE__)
const FOLDER_IN_PACKAGE = let package = FOLDER, entry = joinpath("src", "$(nameof(ROOT)).jl")
    while !isfile(joinpath(package, entry)) && dirname(package) != package
        package = dirname(package)
    end
    isfile(joinpath(package, entry)) ? relpath(FOLDER, package) : nothing
end

# The folder of the package that this module is in; nothing outside of a package.
function package()
    entry = FOLDER_IN_PACKAGE === nothing ? nothing : pathof(ROOT)
    return entry === nothing ? nothing : dirname(dirname(entry))
end

function in_package()
    home = package()
    return home === nothing ? HERE : normpath(joinpath(home, FOLDER_IN_PACKAGE, DIRECTORY, FILE))
end

# Before Julia 1.11 a moved package is precompiled again, so that the fast answer is right as well.
likely_place() = VERSION >= v"1.11" ? in_package() : HERE

if isdefined(Base.Libc, :Libdl)
    open_library(path) =
        something(Base.Libc.Libdl.dlopen(path; throw_error = false), C_NULL)
    find_symbol(library, symbol) =
        something(Base.Libc.Libdl.dlsym(library, symbol; throw_error = false), C_NULL)
    reason(path) = try Base.Libc.Libdl.dlopen(path) catch exception sprint(showerror, exception) end
else
    # In Julia 1.5 Libdl is a package, which not every project has among its dependencies.
    @inline open_library(path, throw_error = false) = ccall(
        :jl_load_dynamic_library, Ptr{Cvoid}, (Cstring, UInt32, Cint), path, 0x44, throw_error)
    @inline function find_symbol(library, symbol)
        address = Ref(C_NULL)
        ccall(
            :jl_dlsym, Cint, (Ptr{Cvoid}, Cstring, Ref{Ptr{Cvoid}}, Cint),
            library, symbol, address, false)
        return address[]
    end
    reason(path) = try open_library(path, true) catch exception sprint(showerror, exception) end
end

function load()
    chosen = get(ENV, OVERRIDE, "")
    path = isempty(chosen) ? likely_place() : abspath(chosen)
    library = open_library(path)
    if library === C_NULL
        path, library = Base.invokelatest(search, path, chosen)::Tuple{String,Ptr{Cvoid}}
    end
    complete = true
    for glue in GLUE
        glue.pointer = find_symbol(library, glue.symbol)
        complete = complete && glue.pointer !== C_NULL
    end
    complete || Base.invokelatest(refuse_stale, path)
    # The first crate's panic hook is the last to hear of a panic; the others pass it on.
    chained = false
    for glue in INITIALIZERS
        ccall(glue.pointer, Cvoid, (Bool,), chained)
        chained = true
    end
end

# In every place where the library may be, after it could not be opened at the likely one.
function search(likely, chosen)
    lib = normpath(joinpath(Sys.BINDIR, "..", "lib"))
    folders = [joinpath(lib), joinpath(lib, "julia")]
    Sys.iswindows() && pushfirst!(folders, Sys.BINDIR)
    places = isempty(chosen) ? [in_package(); HERE; joinpath.(folders, FILE)] : [likely]
    for path in unique!(places)
        isfile(path) || continue
        library = open_library(path)
        library === C_NULL && refuse_library(path)
        return path, library
    end
    isempty(chosen) || error(
        "the Rust library of $MODULE is not at $chosen, where the environment variable $OVERRIDE ",
        "says it is. Correct the variable, or unset it")
    error(
        "the Rust library of $MODULE was not found. These files are not there:\n  ",
        join(places, "\n  "), "\nTo build it, run ", way_out(), ". If it is elsewhere, name the file ",
        "in the environment variable $OVERRIDE")
end

function way_out()
    home = package()
    has_script = home !== nothing && isfile(joinpath(home, "deps", "build.jl"))
    return has_script ? "`import Pkg; Pkg.build(\"$(nameof(ROOT))\")`, or `$REBUILD`" : "`$REBUILD`"
end

refuse_library(path) = error(
    "the Rust library of $MODULE is there, but it cannot be loaded:\n  ",
    replace(reason(path), "\n" => "\n  "), "\nIt is damaged, made for another platform, or may not ",
    "be read. To build it anew, run ", way_out())

function refuse_stale(path)
    absent = unique!([glue.signature for glue in GLUE if glue.pointer === C_NULL])
    more = length(absent) > 10 ? "\n  and $(length(absent) - 10) more" : ""
    for glue in GLUE
        glue.pointer = NOT_LOADED
    end
    error(
        "the Rust library $path and the bindings in $MODULE were made from different sources. The ",
        "library does not have\n  ", join(absent[1:min(end, 10)], "\n  "), more,
        "\nTo make both anew, run ", way_out())
end

end
)jl";

}  // namespace prebind::emit::julia
