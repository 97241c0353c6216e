# Crates whose modules are loaded again whenever their sources change.

# Where a module of `@rust_crate` is from: the module that it is defined in, the folder of its
# files, and what the engine was asked for.
struct Origin
    parent::Module
    folder::String
    options::Dict{String,Any}
end

const ORIGINS = IdDict{Module,Origin}()

remember_origin(mod, origin) = is_precompiling() || (ORIGINS[mod] = origin)

"""
    Prebind.watch(mod) -> Prebind.Watch

Build the crate of `mod` again whenever a file of it is saved, and load the result, until
`close(watch)`. `mod` is a module that [`@rust_crate`](@ref) has defined in this session.

```julia
julia> @rust_crate "geometry"

julia> Prebind.watch(Geometry)
Watch(Geometry)
```

The new module replaces the old one where that is defined, so `Geometry.area` is the new function
from then on, whatever its signature is now. The functions of the old module, which `using` may have
brought into others, call those of the new one; functions that are new go to where `using
.Geometry` stands.

Objects that were made before work with the code that made them: the old functions take them as
before. The functions of the new module do not take them. The types are new, too: where `using` has
brought in a type, its constructor makes objects of the new one.

An error in the sources leaves the old code running; rustc's message appears on `stderr`.

`prebind watch` builds the files of [`write_bindings_to_file`](@ref) again; `include` loads them.
"""
function watch(mod::Module)
    origin = get(ORIGINS, mod, nothing)
    origin === nothing && throw(ArgumentError(
        "$mod is not a module that `@rust_crate` has defined in this session, so it cannot be " *
        "watched; run `prebind watch` for a module in a file, and include that file again"))
    known = findfirst(each -> each.mod === mod && isopen(each), WATCHES)
    known === nothing || return WATCHES[known]
    # In a process group of its own: Ctrl-C at the prompt is not for it.
    process = open(pipeline(detach(watch_command(origin)); stderr = stderr), "r")
    found = Watch(mod, origin, process)
    push!(WATCHES, found)
    found.task = @async follow(found)
    return found
end

watch(crate::LoadedCrate) = watch(module_of(crate))

"""
    Prebind.Watch

A crate that is watched; see [`Prebind.watch`](@ref). `close` ends that.
"""
mutable struct Watch
    mod::Module  # the newest
    origin::Origin
    process::Base.Process
    task::Task
    Watch(mod, origin, process) = new(mod, origin, process)
end

const WATCHES = Watch[]

Base.isopen(watch::Watch) = process_running(watch.process)
Base.show(io::IO, watch::Watch) =
    print(io, "Watch(", nameof(watch.mod), isopen(watch) ? "" : ", closed", ")")

function Base.close(watch::Watch)
    isopen(watch) && kill(watch.process)
    wait(watch.process)
    filter!(each -> each !== watch, WATCHES)
    return nothing
end

# Beside the library, as it finds the program itself.
function program_path()
    folder = dirname(library_path())
    places = joinpath.(folder, ("..", joinpath("..", "..")), "bin", "prebind")
    found = findfirst(isfile, places)
    found === nothing || return normpath(places[found])
    throw(PrebindError(
        "the program `prebind` was not found; these files are not there:\n  " *
        join(normpath.(places), "\n  "),
        help = "install program and library together (`make install` installs both)"))
end

function watch_command(origin::Origin)
    options = origin.options
    name = options["module"]::String
    named = isempty(name) ? `` : `--module $name`
    debug = options["release"]::Bool ? `` : `--debug`
    folder = joinpath(origin.folder, "")
    return `$(program_path()) watch $(options["crate"]) -o $folder $named $debug --json`
end

# Each line is the outcome of a build. What is wrong was shown on `stderr`.
function follow(watch::Watch)
    for line in eachline(watch.process)
        try
            report = JSON.parse(line)::Dict{String,Any}
            haskey(report, "errors") || replace_module(watch, report)
        catch exception
            print(stderr, "Prebind.watch: ", nameof(watch.mod), " was not loaded again: ")
            showerror(stderr, exception)
            println(stderr)
        end
    end
end

function replace_module(watch::Watch, report)
    old = watch.mod
    new = define(watch.origin.parent, report)
    new === old && return
    watch.mod = new
    ORIGINS[new] = watch.origin
    REPLACED[old] = watch
    Base.invokelatest(forward, old, watch)
    Base.invokelatest(bring, watch.origin.parent, watch)
    return
end

# The modules that were replaced, and what has the newest of each.
const REPLACED = IdDict{Module,Watch}()

# Calls the newest function or type of a name.
struct Forward
    watch::Watch
    name::Symbol
end

function (forward::Forward)(arguments...)
    mod = forward.watch.mod
    isdefined(mod, forward.name) || error(nameof(mod), " has no `", forward.name, "` any more")
    return Base.invokelatest(getfield(mod, forward.name), map(newest, arguments)...)
end

# A type of a module that was replaced as it is now.
newest(value) = value
function newest(type::DataType)
    watch = get(REPLACED, parentmodule(type), nothing)
    watch === nothing && return type
    return isdefined(watch.mod, nameof(type)) ? getfield(watch.mod, nameof(type)) : type
end

# The functions of a module that was replaced call the newest ones, but for objects of its own.
function forward(old::Module, watch::Watch)
    for name in names(old; all = true)
        value = isdefined(old, name) ? getfield(old, name) : nothing
        if value isa Function && is_of_rust(old, name) && parentmodule(value) === old
            foreach(method -> takes_old(method, old) || Base.delete_method(method), methods(value))
            call = Expr(:call, name, :(arguments...))
        elseif value isa DataType && parentmodule(value) === old && is_handle(value, old)
            foreach(method -> takes_old(method, old) || Base.delete_method(method), methods(value))
            call = Expr(:call, :(::$(Type{value})), :(arguments...))
        else
            continue
        end
        Core.eval(old, :($call = $(Forward(watch, name))(arguments...)))
    end
end

# Not what the module itself needs, nor what Julia makes.
function is_of_rust(mod, name)
    text = String(name)
    return name !== :__init__ && !startswith(text, "_prebind") && !startswith(text, '#')
end

is_handle(type, mod) = isdefined(mod, :RustObject) && type <: getfield(mod, :RustObject)

# Whether a method takes objects of the module, or what only its own functions make. A type among
# the arguments (`Type{Point}`) is no object.
function takes_old(method, mod)
    parameters = Base.unwrap_unionall(method.sig).parameters[2:end]
    return any(parameter -> mentions(parameter, mod), parameters)
end

mentions(type::Union, mod) = mentions(type.a, mod) || mentions(type.b, mod)
mentions(type::UnionAll, mod) = mentions(type.body, mod)
mentions(type::TypeVar, mod) = mentions(type.ub, mod)
mentions(type, mod) = false
function mentions(type::DataType, mod)
    type <: Type && return false
    owner = parentmodule(type)
    is_own = owner === mod || parentmodule(owner) === mod
    return is_own || any(parameter -> mentions(parameter, mod), type.parameters)
end

# Names that are new, where `using` has brought in the others.
function bring(parent::Module, watch::Watch)
    is_used = any(used -> get(REPLACED, used, nothing) === watch,
                  ccall(:jl_module_usings, Any, (Any,), parent))
    is_used || return
    mod = watch.mod
    fresh = filter(name -> name !== nameof(mod) && !isdefined(parent, name), names(mod))
    isempty(fresh) && return
    path = Expr(:., :., nameof(mod))
    Core.eval(parent, Expr(:using, Expr(:(:), path, (Expr(:., name) for name in fresh)...)))
end

# What else stands below the message of a `MethodError`.
function tell_of_replaced(io, exception, types, keywords)
    for type in types
        is_type = type isa DataType && type <: Type && !isempty(type.parameters)
        named = is_type ? type.parameters[1] : type
        watch = named isa DataType ? get(REPLACED, parentmodule(named), nothing) : nothing
        watch === nothing && continue
        name, mod = nameof(named), nameof(watch.mod)
        print(io, "\nThis `", name, "` is from before ", mod, " was loaded again: ",
              is_type ? "write `$mod.$name`." : "make it again.")
        return
    end
end
