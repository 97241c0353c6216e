# Modules that are built and defined in one step: where their files lie, and how they are defined in
# the module that asks.

# A path that is right from any folder. `abspath` will not do: it drops `link/..`, although the link
# may lead elsewhere.
from_here(path) = joinpath(pwd(), path)

crate_options(crate_path, name, release) = Dict{String,Any}(
    "crate" => from_here(crate_path), "module" => something(name, ""), "release" => release)

# A folder in the cache directory for these options; if it cannot be used, a temporary folder.
function cache_folder(options)
    key = bytes2hex(SHA.sha256(JSON.text(options)))[1:24]
    try
        cache = first(ask(:prebind_cache_dir, Dict{String,Any}()))["directory"]
        folder = joinpath(cache, "modules", key)
        # Whatever the umask: the engine does not use a cache that others can write to.
        mkpath(folder; mode = 0o755)
        touch(joinpath(folder, "used")) # for those who clean up
        return folder
    catch exception
        exception isa Union{PrebindError,SystemError,Base.IOError} || rethrow()
        return get!(() -> mktempdir(), TEMPORARY_FOLDERS, key)
    end
end

const TEMPORARY_FOLDERS = Dict{String,String}()

function build_in(folder, options; rewrite = nothing)
    wanted = merge(options, Dict{String,Any}("output" => folder, "for_session" => true))
    return first(ask(:prebind_build, wanted; rewrite = rewrite))
end

build_in_cache(options; rewrite = nothing) =
    build_in(cache_folder(options), options; rewrite = rewrite)

# The package that a module belongs to while it is loaded or precompiled; it keeps what is built for
# it. Nothing for the REPL and for scripts.
struct PackagePlace
    folder::String
    uuid::String
end

function package_place(mod::Module, source::LineNumberNode)
    root = Base.moduleroot(mod)
    root === Main && return nothing
    folder = source_folder(source)
    entry = joinpath("src", "$(nameof(root)).jl")
    while !isfile(joinpath(folder, entry)) && dirname(folder) != folder
        folder = dirname(folder)
    end
    isfile(joinpath(folder, entry)) || return nothing
    return PackagePlace(folder, string(something(Base.PkgId(root).uuid, nameof(root))))
end

# Where relative paths begin: the folder of the file, as for `include`; in the REPL the current one.
function source_folder(source::LineNumberNode)
    file = source.file === nothing ? "" : String(source.file)
    return isfile(file) ? dirname(abspath(file)) : pwd()
end

# Where a package keeps what was built for it: in its own folder; if that is read-only, as Julia's
# package manager installs packages, in the depot.
places_in(package::PackagePlace, name) = (
    joinpath(package.folder, "deps", "prebind", name),
    joinpath(first(DEPOT_PATH), "prebind", package.uuid, name))

function folder_in(package::PackagePlace, name)
    place, otherwise = places_in(package, name)
    try
        base = dirname(place)
        is_new = !isdir(base)
        mkpath(base)
        # For this machine, and made again when it is missing: not for the repository.
        is_new && Base.write(joinpath(base, ".gitignore"), "*\n")
        mkpath(place)
        rm(touch(joinpath(place, "writable")))
        return place
    catch exception
        exception isa Union{SystemError,Base.IOError} || rethrow()
        return mkpath(otherwise)
    end
end

function parse_module(file)
    text = read(file, String)
    return isdefined(Meta, :parseall) ? Meta.parseall(text; filename = file) :
           Base.parse_input_line(text; filename = file)
end

# The expression of a module, with the error types of this package in place of its own. Then `catch`
# can ask for one type, whatever crate or block throws it. Methods of the module's types go too.
function share_errors(@nospecialize expression)
    expression isa Expr || return expression
    shared = shared_type(expression)
    shared === nothing || return :(const $(nameof(shared)) = $shared)
    is_of_shared_type(expression) && return nothing
    # The types are defined directly in the module; do not look deeper.
    expression.head in (:toplevel, :block, :module) || return expression
    copied = Expr(expression.head)
    for argument in expression.args
        push!(copied.args, share_errors(argument))
    end
    return copied
end

const SHARED_TYPES = (RustError, RustPanic, BorrowError)

# The shared type whose counterpart in the generated module this expression defines, with or without
# a docstring.
function shared_type(expression)
    if expression.head === :macrocall && expression.args[end] isa Expr
        expression = expression.args[end]
    end
    expression.head === :struct || return nothing
    type = expression.args[2]
    name = type isa Expr && type.head === :<: ? type.args[1] : type
    found = findfirst(shared -> nameof(shared) === name, SHARED_TYPES)
    return found === nothing ? nothing : SHARED_TYPES[found]
end

const SHARED_METHODS = (:(Base.showerror), :(Base.:(==)), :(Base.hash))

# A method that the shared type has already.
function is_of_shared_type(expression)
    expression.head in (:(=), :function) || return false
    call = expression.args[1]
    call isa Expr && call.head === :call && call.args[1] in SHARED_METHODS || return false
    return any(call.args[2:end]) do parameter
        parameter isa Expr && any(shared -> parameter.args[end] === nameof(shared), SHARED_TYPES)
    end
end

# What identifies a file: files are put in place by renaming, so other content is another file.
state_of(file) = (found = stat(file); (found.mtime, found.size, found.inode, found.device))

struct Defined
    mod::Module
    state::Any
end

# What this process has defined, by the module it was defined in and its file.
const DEFINED = Dict{Tuple{Module,String},Defined}()
const DEFINED_LOCK = ReentrantLock()

# Defines the module of a build in `mod`, once for each content.
function define(mod::Module, report)
    file = report["module_file"]["path"]::String
    library = report["library_file"]["path"]::String
    lock(DEFINED_LOCK) do
        state = (state_of(file), state_of(library))
        known = get(DEFINED, (mod, file), nothing)
        known !== nothing && known.state == state && return known.mod
        found = Core.eval(mod, share_errors(parse_module(file)))
        DEFINED[(mod, file)] = Defined(found, state)
        return found
    end
end

is_precompiling() = ccall(:jl_generating_output, Cint, ()) == 1

# Precompiles the package again when one of these has changed or is gone.
depend_on(files) = is_precompiling() && foreach(include_dependency, files)

# The crate's own files, and the library itself.
function depend_on_build(crate, report)
    is_precompiling() || return
    depend_on([report["library_file"]["path"]])
    file = report["module_file"]["path"]
    explanation, _ = ask(:prebind_explain, Dict{String,Any}("crate" => crate()))
    for build in explanation["builds"]
        build["module_file"] == file || continue
        inputs = [
            input["path"] for input in build["inputs"]
            if input["role"] in ("source", "manifest", "lock") && !isempty(input["content"])]
        depend_on(filter(isfile, inputs))
    end
end
