#include "emit/julia/runtime.h"

namespace prebind::emit::julia {

const std::string_view kErrors = R"jl("""
    RustError

Thrown when a Rust function returns `Err`. `message` is the error's text; `value` is the error
itself where it has a Julia type, else `nothing`.
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
    BorrowError

Thrown when a Rust value is passed to a function that changes or takes it while another call uses it,
in another thread or further up, and when it is passed to any function while another call changes it.
"""
struct BorrowError <: Base.Exception
    message::Base.String
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

import ..RustError, ..RustPanic, ..BorrowError, ..RustObject

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

# What bindings and library have to agree on beyond the names of functions: the values of enums, the
# layout of structs, constants. The library has a static of each, its length in bytes first.
struct Definition
    glue::Glue
    bytes::Vector{UInt8}
end

const DEFINITIONS = Definition[]

expect(symbol, signature, bytes::Vector{UInt8}) =
    (push!(DEFINITIONS, Definition(declare(symbol, signature), bytes)); nothing)
expect(symbol, signature, numbers::Vector{UInt64}) =
    expect(symbol, signature, Vector{UInt8}(reinterpret(UInt8, map(htol, numbers))))
expect(symbol, signature, text::String) = expect(symbol, signature, Vector{UInt8}(text))

layout(type) = UInt64[
    sizeof(type), Base.datatype_alignment(type), (fieldoffset(type, i) for i in 1:fieldcount(type))...]

const RELEASE_MEMORY = declare($release_memory$, "the release of memory")
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
const CALLBACK = UInt32(4)
const BORROWED = UInt32(5)

# Every first call waits for the compilation of these, so they are not optimized, and what only
# failures need is not known to type inference.
module Failing

Base.Experimental.@optlevel 0

const TAKEN_FAILURE = Ref{Any}()

@noinline fail(status::UInt) = throw(TAKEN_FAILURE[](status, Nothing))
@noinline fail(status::UInt, error_type::Type) = throw(TAKEN_FAILURE[](status, error_type))

end

import .Failing: fail

function taken_failure(status, error_type)
    pointer = Ptr{Failure}(status)
    try
        failure = unsafe_load(pointer)
        message = text_at(failure.message, failure.message_length)
        place = text_at(failure.place, failure.place_length)
        failure.kind == PANIC && return RustPanic(message, place)
        failure.kind == CALLBACK && return RustPanic("a callback of another call threw", "")
        failure.kind == BORROWED && return BorrowError(message)
        failure.kind == ERR || return ArgumentError(message)
        return RustError(message, error_value(pointer + fieldoffset(Failure, 7), error_type))
    finally
        ccall(RELEASE_FAILURE.pointer, Cvoid, (Ptr{Failure},), pointer)
    end
end

Failing.TAKEN_FAILURE[] = taken_failure

text_at(bytes, length) = length == 0 ? "" : unsafe_string(bytes, length)

error_value(address, ::Type{Nothing}) = nothing
error_value(address, ::Type{Char}) = Char(unsafe_load(Ptr{UInt32}(address)))
error_value(address, ::Type{T}) where {T} = unsafe_load(Ptr{T}(address))
error_value(address, ::Type{T}) where {T<:Enum} = member(T, unsafe_load(Ptr{UInt64}(address)))
error_value(address, ::Type{T}) where {T<:RustObject} = T(Handle(unsafe_load(Ptr{UInt64}(address))))

Base.showerror(io::IO, error::BorrowError) = print(io, "BorrowError: ", error.message)
Base.showerror(io::IO, error::RustError) = print(io, "RustError: ", error.message)

function Base.showerror(io::IO, panic::RustPanic)
    print(io, "RustPanic: ", panic.message)
    isempty(panic.place) || print(io, " (", panic.place, ")")
end

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
end

function taken_text(text::Text)
    copy = unsafe_string(text.bytes, text.length)
    release_memory(text.bytes, text.capacity, UInt(1))
    return copy
end

$arrays$$callbacks$$gc_safe$
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

# An enum goes in and out as its integer, a struct of plain data goes in as its address and comes out
# as words: the C type of a small struct would depend on its fields.
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

# Handles. What a handle's type is constructed from is a type that only generated code makes, so
# that no constructor of the Rust side is in its way and none is called by accident.
struct Handle
    pointer::Ptr{UInt8}
    Handle(word::UInt64) = new(Ptr{UInt8}(word % UInt))
end

# A handle points at a word that counts who uses the value, and at the value behind it. Once that is
# gone the word is this; the handle stays until Julia has collected all that refers to it.
const GONE = typemin(Int)

is_gone(object::RustObject) = is_gone(getfield(object, :handle))
is_gone(pointer::Ptr) = pointer === Ptr{UInt8}(0) || unsafe_load(Ptr{Int}(pointer)) === GONE

@inline function handle(object::RustObject)
    pointer = getfield(object, :handle)
    is_gone(pointer) && refuse_gone(object)
    return pointer
end
handle(::Nothing) = Ptr{UInt8}(0)

@noinline refuse_gone(object) = throw(ArgumentError(
    "this $(nameof(typeof(object))) is gone: it was finalized, or given to a Rust function that " *
    "takes it by value"))

@noinline refuse_same(object) = throw(ArgumentError(
    "the same $(nameof(typeof(object))) is passed twice to a Rust function that changes or takes it"))
refuse_same(::Nothing) = nothing

function releaser end

function release(object::RustObject)
    pointer = getfield(object, :handle)
    pointer === Ptr{UInt8}(0) && return nothing
    status = ccall(releaser(object).pointer, UInt, (Ptr{UInt8},), pointer)
    if status !== OK && unsafe_load(Ptr{Failure}(status)).kind === BORROWED
        # A call further up uses it. Later, then: `finalize` has taken the finalizer away.
        Base.invokelatest(taken_failure, status, Nothing)
        finalizer(release, object)
        return nothing
    end
    setfield!(object, :handle, Ptr{UInt8}(0))
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

# What implementations of traits are made of. A released handle can be shown all the same.
function display_text end
function hashed end
function advance end

is_gone(object) = false

function display_on(io::IO, object)
    is_gone(object) && return print(io, nameof(typeof(object)), "(released)")
    return print(io, display_text(object))
end

deep_copied(object::T, known) where {T} = get!(() -> copy(object), known, object)::T

function iterated(iterator)
    item = advance(iterator)
    return item === nothing ? nothing : (item, nothing)
end

function Base.show(io::IO, object::RustObject)
    print(io, nameof(typeof(object)), "(")
    if is_gone(object)
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

const std::string_view kLoader =
    R"jl(# Finds and opens the library. Where Julia keeps no native code (before 1.9) this is compiled anew in
# every session: `load` holds what is always needed, and `invokelatest` keeps type inference out of
# the rest.
module Loader

Base.Experimental.@optlevel 0

import ..GLUE, ..DEFINITIONS, ..INITIALIZERS, ..not_loaded

const MODULE = $module_literal$
const OVERRIDE = $override$
const REBUILD = $rebuild$
const STEM = $stem$
const FILE = string(
    Sys.iswindows() ? "" : "lib", STEM,
    Sys.iswindows() ? ".dll" : Sys.isapple() ? ".dylib" : ".so")

# The library beside this file, where this file was when it was included.
const FOLDER = something(@__DIR__, pwd())
const DIRECTORY = $directory$
const HERE = normpath(joinpath(isdir(FOLDER) ? realpath(FOLDER) : FOLDER, DIRECTORY, FILE))

# A precompiled package may have been moved since. Its place can be asked for at run time; where this
# file lies in it has not changed.
const ROOT = Base.moduleroot(@__MODULE__)
const PACKAGE_WHEN_INCLUDED = let package = FOLDER, entry = joinpath("src", "$(nameof(ROOT)).jl")
    while !isfile(joinpath(package, entry)) && dirname(package) != package
        package = dirname(package)
    end
    isfile(joinpath(package, entry)) ? package : nothing
end
const FOLDER_IN_PACKAGE =
    PACKAGE_WHEN_INCLUDED === nothing ? nothing : relpath(FOLDER, PACKAGE_WHEN_INCLUDED)

# The artifact that has the library for this platform, by its tree hash. It is read from the package's
# Artifacts.toml now, so that an app or a system image needs no file of the package.
function artifact_in(file)
    platform = Dict(
        "arch" => String(Sys.ARCH),
        "os" => Sys.iswindows() ? "windows" : Sys.isapple() ? "macos" :
                Sys.isfreebsd() ? "freebsd" : "linux",
        "libc" => occursin("musl", Sys.MACHINE) ? "musl" : "glibc")
    entry = nothing
    hash(entry) = get(entry, "git-tree-sha1", nothing)
    fits(entry) = all(key -> get(entry, key, platform[key]) == platform[key], keys(platform))
    for line in eachline(file)
        if startswith(lstrip(line), '[')
            startswith(lstrip(line), "[[$STEM.") && continue
            entry !== nothing && fits(entry) && return hash(entry)
            entry = startswith(lstrip(line), "[[$STEM]]") ? Dict{String,String}() : nothing
        elseif entry !== nothing
            found = match(r"^\s*([\w-]+)\s*=\s*\"(.*?)\"", line)
            found === nothing || (entry[found[1]] = found[2])
        end
    end
    return entry !== nothing && fits(entry) ? hash(entry) : nothing
end

const ARTIFACT = let file = joinpath(something(PACKAGE_WHEN_INCLUDED, FOLDER), "Artifacts.toml")
    if isfile(file)
        include_dependency(file)
        artifact_in(file)
    end
end

# Who may not search the folder does not know: opening the file then says so.
is_there(path, unknown = true) =
    try
        isfile(path)
    catch
        unknown
    end

in_artifact(depot) = joinpath(depot, "artifacts", ARTIFACT, "lib", FILE)

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

# Linux does not refuse a library that was cut off, but dies of it. An ELF file ends with the table of
# its sections; bytes 40 to 47 of its header say where that begins, 58 to 61 how long it is.
function is_whole(path)
    Sys.islinux() && Sys.WORD_SIZE == 64 || return true
    header = Vector{UInt64}(undef, 8)
    file = ccall(:open, Cint, (Ptr{UInt8}, Cint), path, 0)
    count = ccall(:pread, Cssize_t, (Cint, Ptr{Cvoid}, Csize_t, Int64), file, header, 64, 0)
    size = ccall(:lseek, Int64, (Cint, Int64, Cint), file, 0, 2) % UInt64
    ccall(:close, Cint, (Cint,), file)
    is_elf = count == 64 && header[1] % UInt32 === 0x464c457f
    lengths = header[8] >> 16
    return !is_elf || header[6] + (lengths & 0xffff) * (lengths >> 16 & 0xffff) <= size
end

if isdefined(Base.Libc, :Libdl)
    try_open(path) = something(Base.Libc.Libdl.dlopen(path; throw_error = false), C_NULL)
    open_or_throw(path) = Base.Libc.Libdl.dlopen(path)
    find_symbol(library, symbol) =
        something(Base.Libc.Libdl.dlsym(library, symbol; throw_error = false), C_NULL)
else
    # In Julia 1.5 Libdl is a package, which not every project has among its dependencies.
    @inline dlopen(path, throw_error) = ccall(
        :jl_load_dynamic_library, Ptr{Cvoid}, (Ptr{UInt8}, UInt32, Cint), path, 0x44, throw_error)
    try_open(path) = dlopen(path, false)
    open_or_throw(path) = dlopen(path, true)
    @inline function find_symbol(library, symbol)
        address = Ref(C_NULL)
        ccall(
            :jl_dlsym, Cint, (Ptr{Cvoid}, Ptr{UInt8}, Ref{Ptr{Cvoid}}, Cint),
            library, symbol, address, false)
        return address[]
    end
end

open_library(path) = is_whole(path) ? try_open(path) : C_NULL

function reason(path)
    is_whole(path) || return "$path is cut off: its end is missing"
    try
        open_or_throw(path)
    catch exception
        sprint(showerror, exception)
    end
end

function load()
    chosen = Base.invokelatest(get, ENV, OVERRIDE, "")::String
    path = isempty(chosen) ? likely_place() : Base.invokelatest(abspath, chosen)::String
    if isempty(chosen) && ARTIFACT !== nothing && !is_there(path)
        path = Base.invokelatest(find_artifact, path)::String
    end
    resolve(open_library(path)) || Base.invokelatest(load_otherwise, path, chosen)
    # The first crate's panic hook is the last to hear of a panic; the others pass it on.
    for i in 1:length(INITIALIZERS)
        ccall(INITIALIZERS[i].pointer, Cvoid, (Bool,), i > 1)
    end
end

@inline function resolve(library)
    complete = library !== C_NULL
    for i in 1:length(GLUE)
        complete || break
        glue = GLUE[i]
        glue.pointer = find_symbol(library, glue.symbol)
        complete = glue.pointer !== C_NULL
    end
    complete && !isempty(DEFINITIONS) && return Base.invokelatest(all_agree)::Bool
    return complete
end

all_agree() = all(agrees, DEFINITIONS)

function agrees(definition)
    address = definition.glue.pointer
    size = length(definition.bytes)
    return unsafe_load(Ptr{UInt64}(address)) == size && ccall(
        :memcmp, Cint, (Ptr{Cvoid}, Ptr{UInt8}, Csize_t), address + 8, definition.bytes, size) == 0
end

# Lets every call be an exception. The pointer is made here, since precompilation does not keep it.
function unload()
    pointer = @cfunction(not_loaded, Cvoid, ())
    for glue in GLUE
        glue.pointer = pointer
    end
end

function find_artifact(otherwise)
    for depot in DEPOT_PATH
        is_there(in_artifact(depot), false) && return in_artifact(depot)
    end
    return otherwise
end

# Looks in every place where the library may be, and says what is wrong.
function load_otherwise(likely, chosen)
    unload()
    artifacts = ARTIFACT === nothing ? String[] : in_artifact.(DEPOT_PATH)
    places = [likely]
    isempty(chosen) && append!(places, [in_package(); artifacts; HERE; beside_program()])
    unique!(places)
    found = findfirst(path -> is_there(path, false), places)
    found === nothing && (found = findfirst(is_there, places))
    if found !== nothing
        path = places[found]
        library = open_library(path)
        library === C_NULL && refuse_library(path)
        return resolve(library) || refuse_stale(path, library)
    end
    isempty(chosen) || error(
        "the Rust library of $MODULE is not at $chosen, where the environment variable $OVERRIDE ",
        "says it is. Correct the variable, or unset it")
    error(
        "the Rust library of $MODULE was not found. These files are not there:\n  ",
        join(places, "\n  "), "\nTo build it, ", way_out(), ". If it is elsewhere, name the file ",
        "in the environment variable $OVERRIDE")
end

# Where programs have their libraries; an app made with PackageCompiler as well.
function beside_program()
    lib = normpath(joinpath(Sys.BINDIR, "..", "lib"))
    folders = [lib, joinpath(lib, "julia")]
    Sys.iswindows() && pushfirst!(folders, Sys.BINDIR)
    return joinpath.(folders, FILE)
end

function way_out()
    home = package()
    has_script = home !== nothing && isfile(joinpath(home, "deps", "build.jl"))
    script = has_script ? "`import Pkg; Pkg.build(\"$(nameof(ROOT))\")`, or " : ""
    folder = home === nothing ? FOLDER : normpath(joinpath(home, FOLDER_IN_PACKAGE))
    return "run $script`$REBUILD` in $folder"
end

refuse_library(path) = error(
    "the Rust library of $MODULE is there, but it cannot be loaded:\n  ",
    replace(reason(path), "\n" => "\n  "), "\nIt is damaged, made for another platform, or may not ",
    "be read. To build it anew, ", way_out())

function refuse_stale(path, library)
    absent = String[]
    for glue in GLUE
        glue.pointer = find_symbol(library, glue.symbol)
        glue.pointer === C_NULL && push!(absent, glue.signature)
    end
    for definition in DEFINITIONS
        glue = definition.glue
        glue.pointer === C_NULL || agrees(definition) || push!(absent, glue.signature)
    end
    unique!(absent)
    more = length(absent) > 10 ? "\n  and $(length(absent) - 10) more" : ""
    unload()
    error(
        "the Rust library $path and the bindings in $MODULE were made from different sources. The ",
        "library does not have\n  ", join(absent[1:min(end, 10)], "\n  "), more,
        "\nTo make both anew, ", way_out())
end

end
)jl";

}  // namespace prebind::emit::julia
