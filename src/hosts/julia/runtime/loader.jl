# Finds and opens the library. Where Julia keeps no native code (before 1.9) this is compiled in
# every session; where it does, `load` alone is kept,
# as less of it to read makes a quicker start. So
# `load` is what is always needed, and type inference does not know the rest.
baremodule Loader

using Base

import ..Glue, ..GLUE, ..INITIALIZERS, ..IS_KEPT, ..KEEPS_CODE, ..LOADED,
       ..not_loaded

# A session that includes this compiles it, and runs it once.
KEEPS_CODE && !IS_KEPT && Core.eval(Loader, :(Base.Experimental.@optlevel 0))

const MODULE = HOLE_module_literal
const OVERRIDE = HOLE_override
const REBUILD = HOLE_rebuild
const STEM = HOLE_stem
const ARTIFACT_KEY = HOLE_artifact_key
const FILE = string(
    Sys.iswindows() ? "" : "lib", STEM,
    Sys.iswindows() ? ".dll" : Sys.isapple() ? ".dylib" : ".so")

# The library beside this file, where this file was when it was included.
const FOLDER = something(@__DIR__, pwd())
const DIRECTORY = HOLE_directory
const HERE = normpath(joinpath(isdir(FOLDER) ? realpath(FOLDER) : FOLDER, DIRECTORY, FILE))

# A precompiled package may have been moved since. Its place can be asked for at run time;
# where this file lies in it has not changed.
const ROOT = Base.moduleroot(@__MODULE__)
const PACKAGE_WHEN_INCLUDED = let package = FOLDER, entry = joinpath("src", "$(nameof(ROOT)).jl")
    while !isfile(joinpath(package, entry)) && dirname(package) != package
        package = dirname(package)
    end
    isfile(joinpath(package, entry)) ? package : nothing
end
const FOLDER_IN_PACKAGE =
    PACKAGE_WHEN_INCLUDED === nothing ? nothing : relpath(FOLDER, PACKAGE_WHEN_INCLUDED)

# The artifact that has the library for this platform, by its tree hash, if any. It is read from the
# package's Artifacts.toml now, so that an app or a system image needs no file of the package.
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
            startswith(lstrip(line), "[[$ARTIFACT_KEY.") && continue
            entry !== nothing && fits(entry) && return hash(entry)
            entry = startswith(lstrip(line), "[[$ARTIFACT_KEY]]") ? Dict{String,String}() : nothing
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
        something(artifact_in(file), "")
    else
        ""
    end
end

# The package's preference `library_path`, since Julia 1.6. When it changes, Julia precompiles the
# package again.
const PREFERENCE = let package = Base.PkgId(ROOT).uuid
    if package === nothing || !isdefined(Base, :record_compiletime_preference)
        ""
    else
        Base.record_compiletime_preference(package, "library_path")
        string(get(Base.get_preferences(package), "library_path", ""))
    end
end
const IS_PREFERRED = !isempty(PREFERENCE)

# Who may not search the folder does not know: opening the file then says so.
is_there(path, unknown = true) =
    try
        isfile(path)
    catch
        unknown
    end

in_artifact(depot) = joinpath(depot, "artifacts", ARTIFACT, "lib", FILE)

function find_artifact(otherwise)
    for depot in DEPOT_PATH
        is_there(in_artifact(depot), false) && return in_artifact(depot)
    end
    return otherwise
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
# Since then it is asked where the package is; to put the answer together takes ten times as long.
const ENTRY = FOLDER_IN_PACKAGE === nothing ? nothing : pathof(ROOT)
if VERSION < v"1.11" || ENTRY === nothing
    likely_place() = HERE
else
    likely_place() = pathof(ROOT) == ENTRY ? HERE : in_package()
end

# Where the library was when this was included, and so most likely still is. An artifact in another
# depot than the first is searched for: others may come before it another time.
const DEPOT = isempty(ARTIFACT) || isempty(DEPOT_PATH) ? "" : DEPOT_PATH[1]
const IS_ARTIFACT = !isempty(DEPOT) && !is_there(HERE) && is_there(in_artifact(DEPOT), false)
const USUAL = IS_ARTIFACT ? in_artifact(DEPOT) : HERE

# What Julia's functions do, without compiling all that they can do. The functions of C are those
# that Julia's own call, and the same in all versions.
const STAT = Vector{UInt8}(undef, ccall(:jl_sizeof_stat, Int32, ()))
@inline file_size(path) =
    ccall(:jl_stat, Int32, (Ptr{UInt8}, Ptr{UInt8}), path, STAT) === Int32(0) ?
    ccall(:jl_stat_size, UInt64, (Ptr{UInt8},), STAT) % Int : -1

# The flags are Julia's own: `RTLD_LAZY` and `RTLD_DEEPBIND`; 0x20 more is `RTLD_NOLOAD`.
@inline opened(path, flags, throw_error) = ccall(
    :jl_load_dynamic_library, Ptr{Cvoid}, (Ptr{UInt8}, UInt32, Cint), path, flags, throw_error)
@inline try_open(path) = opened(path, 0x44, false)
@inline is_open(path) = opened(path, 0x64, false) !== C_NULL
open_or_throw(path) = opened(path, 0x44, true)

if Sys.iswindows()
    is_chosen() = haskey(ENV, OVERRIDE)
    @inline find_symbol(library, symbol) = ccall(
        (:GetProcAddress, "kernel32"), stdcall, Ptr{Cvoid}, (Ptr{Cvoid}, Ptr{UInt8}),
        library, symbol)
else
    @inline is_chosen() = ccall(:getenv, Ptr{UInt8}, (Ptr{UInt8},), OVERRIDE) !== Ptr{UInt8}(0)
    @inline find_symbol(library, symbol) =
        ccall(:dlsym, Ptr{Cvoid}, (Ptr{Cvoid}, Ptr{UInt8}), library, symbol)
end

# Linux does not refuse a library that was cut off, but dies of it. An ELF file ends with the table
# of its sections; bytes 40 to 47 of its header say where that begins, 58 to 61 how long it is.
# A macro, since a function that is called here would be kept with all that it depends on among
# what was precompiled, and cost every start.
macro is_whole(path)
    Sys.islinux() && Sys.WORD_SIZE == 64 || return true
    return quote
        header = Vector{UInt64}(undef, 8)
        file = ccall(:open, Cint, (Ptr{UInt8}, Cint), $(esc(path)), 0)
        count = ccall(:pread, Cssize_t, (Cint, Ptr{Cvoid}, Csize_t, Int64), file, header, 64, 0)
        size = ccall(:lseek, Int64, (Cint, Int64, Cint), file, 0, 2) % UInt64
        ccall(:close, Cint, (Cint,), file)
        is_elf = count == 64 && header[1] % UInt32 === 0x464c457f
        lengths = header[8] >> 16
        !is_elf || header[6] + (lengths & 0xffff) * (lengths >> 16 & 0xffff) <= size
    end
end

is_whole(path) = @is_whole(path)

# The size of the library, if it is whole: then a file of this size is,
# and one of another size, built since, is looked at more closely.
const SIZE = try
    @is_whole(USUAL) && isfile(USUAL) ? filesize(USUAL) % Int : -1
catch
    -1
end

function open_library(path)
    library = is_whole(path) ? try_open(name_for_now(path)) : C_NULL
    LOADED[] === C_NULL || library === C_NULL || library === LOADED[] || refuse_changed_now(path)
    return library
end

# The system opens no second library of one name, whatever is in that file by now. Linux compares
# names as they are written, and files of different names by what they are.
function name_for_now(path)
    is_open(path) || return path
    if Sys.islinux()
        digits = string(time_ns(), base = 2)
        steps = replace(replace(digits, '0' => "/"), '1' => "./")
        return join([dirname(path), "/", steps, basename(path)])
    end
    return cp(path, joinpath(mktempdir(), basename(path)))
end

function reason(path)
    is_whole(path) || return "$path is cut off: its end is missing"
    name = name_for_now(path)
    try
        open_or_throw(name)
    catch exception
        message = exception isa ErrorException ? exception.msg : nothing
        message isa String ? replace(message, name => path) : rethrow()
    end
end

is_first_choice() =
    !isempty(DEPOT_PATH) && DEPOT_PATH[1] == DEPOT && file_size(likely_place()) < 0

function load()
    place = IS_ARTIFACT ? USUAL : likely_place()
    library = C_NULL
    if !IS_PREFERRED && !is_chosen() && file_size(place) === SIZE &&
       (!IS_ARTIFACT || is_first_choice()) && !is_open(place)
        library = try_open(place)
    end
    if LOADED[] !== C_NULL || !resolve(library)
        library = search_now()::Ptr{Cvoid}
    end
    LOADED[] = library
HOLE_start
    return nothing
end

@inline function resolve(library)
    library === C_NULL && return false
    i = 1
    while i <= length(GLUE)
        glue = @inbounds(GLUE[i])::Glue
        address = find_symbol(library, getfield(glue, :symbol))
        address === C_NULL && return false
        setfield!(glue, :pointer, address)
        i += 1
    end
    return HOLE_agree
end

HOLE_agreement
# Lets every call be an exception. The pointer is made here, since precompilation does not keep it.
function unload()
    pointer = @cfunction(not_loaded, Cvoid, ())
    for glue in GLUE
        (glue::Glue).pointer = pointer
    end
end

# Messages are joined from lists of texts: inference does not know what a call with many arguments
# calls.
const LIBRARY = "the Rust library of $MODULE"
const PACKAGE = string(nameof(ROOT))
const PACKAGE_BUILD = "`import Pkg; Pkg.build(\"$PACKAGE\")`, or "

# The library that the environment or the preference names, or the first that exists.
function search()
    chosen = get(ENV, OVERRIDE, "")
    isempty(chosen) && (chosen = PREFERENCE)
    path = isempty(chosen) ? likely_place() : abspath(chosen)
    if isempty(chosen) && !isempty(ARTIFACT) && !is_there(path)
        path = find_artifact(path)
    end
    library = open_library(path)
    return resolve(library) ? library : load_otherwise_now(path, chosen)
end

# Looks in every place where the library may be, and says what is wrong.
function load_otherwise(likely, chosen)
    LOADED[] === C_NULL && unload()
    places = [likely]
    if isempty(chosen)
        push!(places, in_package())
        isempty(ARTIFACT) || append!(places, map(in_artifact, DEPOT_PATH))
        append!(push!(places, HERE), beside_program())
    end
    unique!(places)
    found = findfirst(path -> is_there(path, false), places)
    found === nothing && (found = findfirst(is_there, places))
    if found !== nothing
        path = places[found]
        library = open_library(path)
        library === C_NULL && refuse_library(path)
        return resolve(library) ? library : refuse_stale(path, library)
    end
    isempty(chosen) || isempty(get(ENV, OVERRIDE, "")) || error(join([
        LIBRARY, " is not at ", chosen, ", where the environment variable ", OVERRIDE,
        " says it is. Correct the variable, or unset it"]))
    isempty(chosen) || error(join([
        LIBRARY, " is not at ", chosen, ", where the preference `library_path` of ", PACKAGE,
        " says it is. Correct the preference, or delete it"]))
    error(join([
        LIBRARY, " was not found. These files are not there:\n  ", join(places, "\n  "),
        "\nTo build it, ", way_out(), ". If it is elsewhere, name the file in the environment ",
        "variable ", OVERRIDE]))
end

# Where programs have their libraries; an app made with PackageCompiler as well. A program of
# `juliac` does not know `Sys.BINDIR` yet.
function beside_program()
    bin = ccall(:jl_get_julia_bindir, Any, ())::String
    lib = normpath(joinpath(bin, "..", "lib"))
    folders = [lib, joinpath(lib, "julia")]
    Sys.iswindows() && pushfirst!(folders, bin)
    return map(folder -> joinpath(folder, FILE), folders)
end

function way_out()
    home = package()
    has_script = home !== nothing && isfile(joinpath(home, "deps", "build.jl"))
    script = has_script ? PACKAGE_BUILD : ""
    folder = home === nothing ? FOLDER : normpath(joinpath(home, FOLDER_IN_PACKAGE))
    return join(["run ", script, "`", REBUILD, "` in ", folder])
end

# What it has made cannot be used with another library, and nobody knows whether there is any.
refuse_changed(path) = error(join([
    "the Rust library ", path, " has changed since ", MODULE, " loaded it. This module goes on ",
    "with the old one; to get the new one, include the module's file again, or restart Julia"]))

refuse_library(path) = error(join([
    LIBRARY, " is there, but it cannot be loaded:\n  ",
    replace(reason(path), "\n" => "\n  "),
    "\nIt is damaged, made for another platform, or may not be read. To rebuild it, ", way_out()]))

function refuse_stale(path, library)
    absent = String[]
    for each in GLUE
        glue = each::Glue
        glue.pointer = find_symbol(library, glue.symbol)
        glue.pointer === C_NULL && push!(absent, glue.signature)
    end
HOLE_disagreeing
    unique!(absent)
    more = length(absent) > 10 ? join(["\n  and ", string(length(absent) - 10), " more"]) : ""
    unload()
    error(join([
        "the Rust library ", path, " and the bindings in ", MODULE,
        " were made from different sources. The library does not have\n  ",
        join(absent[1:min(end, 10)], "\n  "), more,
        "\nTo rebuild both, ", way_out()]))
end

# Where type inference knows nothing of a call, no start compiles or reads what is rarely needed.
# The programs of `juliac --trim` (since Julia 1.12) are made of what inference knows: for these,
# `invokelatest` of no arguments is replaced by a plain call. Julia compiles again what says that
# name; what says `Base.invokelatest` it does not.
if VERSION >= v"1.12" && IS_KEPT
    @inline search_now() = invokelatest(search)
    @inline load_otherwise_now(likely, chosen) = load_otherwise(likely, chosen)
    @inline refuse_changed_now(path) = refuse_changed(path)
else
    const SEARCH = Ref{Any}(search)
    const LOAD_OTHERWISE = Ref{Any}(load_otherwise)
    const REFUSE_CHANGED = Ref{Any}(refuse_changed)
    @inline search_now() = SEARCH[]()
    @inline load_otherwise_now(likely, chosen) = LOAD_OTHERWISE[](likely, chosen)
    @inline refuse_changed_now(path) = REFUSE_CHANGED[](path)
end

IS_KEPT && IS_PREFERRED && precompile(search, ())
IS_KEPT && precompile(load, ())

end
