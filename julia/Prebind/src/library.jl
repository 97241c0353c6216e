# libprebind: the first call finds and opens it, so a package that only loads built modules does not
# need it.

const STATUS_DONE, STATUS_FAILED, STATUS_USAGE, STATUS_STALE = 0:3

const FILE_NAME =
    Sys.iswindows() ? "prebind.dll" : Sys.isapple() ? "libprebind.dylib" : "libprebind.so"

# The folder of this package, at run time, because somebody may have moved the package since it was
# compiled.
function package_folder()
    entry = pathof(@__MODULE__)
    return entry === nothing ? dirname(@__DIR__) : dirname(dirname(realpath(entry)))
end

function library_places()
    package = package_folder()
    # PREFIX/share/prebind/julia/Prebind, of what `make install` put into PREFIX
    prefix = normpath(package, "..", "..", "..", "..")
    checkout = normpath(package, "..", "..")
    folders = [
        joinpath(prefix, "lib"),
        joinpath(prefix, "lib", "x86_64-linux-gnu"),
        joinpath(prefix, "lib", "aarch64-linux-gnu"),
        joinpath(prefix, "lib64"),
        joinpath(checkout, "build", "lib"),
    ]
    return joinpath.(folders, FILE_NAME)
end

"""
    Prebind.library_path() -> String

The file of libprebind: the one that the environment variable `PREBIND_LIB` names; else the one that
was installed together with this package; else, in a checkout of Prebind, the one that was built
there; else the one in the artifact of this package, which is downloaded the first time.
"""
function library_path()
    named = get(ENV, "PREBIND_LIB", "")
    if !isempty(named)
        isfile(named) && return abspath(named)
        throw(PrebindError(
            "libprebind is not at `$named`, where the environment variable PREBIND_LIB says it is",
            help = "correct the variable, or unset it"))
    end
    places = library_places()
    found = findfirst(isfile, places)
    found === nothing || return places[found]
    downloaded = library_in_artifact()
    downloaded === nothing || return downloaded
    throw(PrebindError(
        "libprebind was not found; these files are not there:\n  " * join(places, "\n  "),
        help = "run `make build` (in a checkout) or `make install`, or name the file in the " *
               "environment variable PREBIND_LIB"))
end

const LIBRARY = Ref{Ptr{Cvoid}}(C_NULL)
const LIBRARY_LOCK = ReentrantLock()

function library()
    LIBRARY[] == C_NULL || return LIBRARY[]
    lock(LIBRARY_LOCK) do
        LIBRARY[] == C_NULL && (LIBRARY[] = open_library(library_path()))
    end
    return LIBRARY[]
end

function open_library(path)
    opened = try
        Libdl.dlopen(path)::Ptr{Cvoid}
    catch exception
        throw(PrebindError(
            "libprebind cannot be loaded: " * sprint(showerror, exception),
            help = "it is damaged or made for another platform: build or install it again"))
    end
    found = unsafe_string(ccall(Libdl.dlsym(opened, :prebind_version), Cstring, ()))
    # Before 1.0 a minor version may change anything.
    wanted = VersionNumber(ENGINE_VERSION)
    version = VersionNumber(found)
    (version.major, version.minor) == (wanted.major, wanted.minor) || throw(PrebindError(
        "$path is libprebind $found, but this package needs $ENGINE_VERSION",
        help = "install package and library together (`make install` installs both)"))
    return opened
end

const ENGINE_VERSION = "0.1.0"

# The lines of output while a call runs. They go to the standard error of the process, but not
# through Julia's functions: those could let another task run, and the engine would return on
# another thread. Lines that cannot be written at once, because nobody reads them while the engine
# works (as in a notebook that redirects them), are kept.
mutable struct Log
    rewrite::Any
    kept::Vector{UInt8}
end

struct PollDescriptor
    descriptor::Cint
    events::Cshort
    found::Cshort
end

const POLLOUT = Cshort(4)
# The number of bytes that a pipe takes at once if it says that it takes any.
const PIECE = 512

function write_now!(log::Log)
    while !isempty(log.kept)
        entry = Ref(PollDescriptor(2, POLLOUT, 0))
        ready = ccall(:poll, Cint, (Ptr{Cvoid}, Culong, Cint), entry, 1, 0)
        ready == 1 && (entry[].found & POLLOUT) != 0 || return
        count = ccall(
            :write, Cssize_t, (Cint, Ptr{UInt8}, Csize_t),
            2, log.kept, min(PIECE, length(log.kept)))
        count > 0 || return
        deleteat!(log.kept, 1:count)
    end
end

function take_line(data::Ptr{Cvoid}, line::Ptr{UInt8})
    try
        log = unsafe_pointer_to_objref(data)::Log
        append!(log.kept, codeunits(log.rewrite(unsafe_string(line))::String))
        push!(log.kept, UInt8('\n'))
        Sys.isunix() && write_now!(log)
    catch
        # No exception may pass through the engine.
    end
    return nothing
end

is_terminal() = ccall(:isatty, Cint, (Cint,), 2) == 1

# Calls one of libprebind's functions. Returns the answer and the status, or throws.
function ask(name::Symbol, options::AbstractDict; rewrite = nothing)
    call = Libdl.dlsym(library(), name)
    # On a terminal cargo writes itself, with its progress bar.
    direct = rewrite === nothing && Sys.isunix() && is_terminal()
    if direct
        options = merge(options, Dict("color" => get(ENV, "NO_COLOR", "") == ""))
    end
    log = Log(something(rewrite, identity), UInt8[])
    take = direct ? C_NULL : @cfunction(take_line, Cvoid, (Ptr{Cvoid}, Ptr{UInt8}))
    result = Ref{Ptr{UInt8}}(C_NULL)
    text = JSON.text(options)
    # Ctrl-C ends cargo; the exception for it comes when the engine has returned.
    status = disable_sigint() do
        GC.@preserve log ccall(
            call, Cint, (Cstring, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Ptr{UInt8}}),
            text, take, pointer_from_objref(log), result)
    end
    isempty(log.kept) || Base.write(stderr, log.kept)
    result[] == C_NULL && throw(OutOfMemoryError())
    answer = JSON.parse(unsafe_string(result[]))::Dict{String,Any}
    ccall(Libdl.dlsym(library(), :prebind_free), Cvoid, (Ptr{UInt8},), result[])
    if status == STATUS_FAILED || status == STATUS_USAGE
        error = answer["error"]
        rewritten = something(rewrite, identity)
        throw(PrebindError(
            rewritten(error["message"]), rewritten(error["place"]), rewritten(error["help"]),
            rewritten(error["text"])))
    end
    return answer, Int(status)
end
