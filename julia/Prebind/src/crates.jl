"""
    @rust_crate path [name = "Name"] [release = true] [cache = true]

Build the Rust crate in the folder `path`, define its module in the enclosing one, and return it. A
relative path starts at the folder of the source file, in the REPL at the current directory.

If nothing has changed since the last time, in this process or another, it starts no other program
and builds nothing.

- `name`: the name of the module (default: from the crate's; `my_crate` gives `MyCrate`)
- `release`: build with optimizations
- `cache = false`: build even if nothing has changed

If the path is known from the source (a string, `@__DIR__`, `joinpath` and the like of those), the
module is defined when the macro is expanded, before the code around it runs. So the same function
can use it:

```julia
function distance(a, b)
    Geometry = @rust_crate "geometry"
    return Geometry.distance(a, b)
end
```

With any other path, the module is defined when the call is reached. Code that was compiled before
cannot call what is defined then (Julia's "world age"), so the value is a
[`Prebind.LoadedCrate`](@ref), whose calls can. At top level, as in `const G = @rust_crate path`,
its members are those of the module: `G.Point` is the type.

In a package, the crate is built during precompilation, and the package keeps the library in its
folder `deps/prebind`. Julia precompiles the package again when the crate's sources have changed.
Whoever precompiles it needs Rust and Prebind; to avoid that, see
[`write_bindings_to_file`](@ref).
"""
macro rust_crate(path, options...)
    keywords = map(keyword_of, options)
    folder = source_folder(__source__)
    if is_constant(path) && all(option -> is_constant(option.second), keywords)
        values = (name => constant_value(value) for (name, value) in keywords)
        return load_crate(__module__, joinpath(folder, constant_value(path)), __source__; values...)
    end
    parameters = Expr(:parameters, (Expr(:kw, name, esc(value)) for (name, value) in keywords)...)
    source = QuoteNode(__source__)
    found = :(joinpath($folder, $(esc(path))))
    return Expr(:call, late_crate, parameters, __module__, found, source)
end

const CRATE_OPTIONS = (:name, :release, :cache)

function keyword_of(option)
    is_keyword = option isa Expr && option.head === :(=) && option.args[1] in CRATE_OPTIONS
    is_keyword || throw(ArgumentError(
        "@rust_crate has no option `$option`; " *
        "its options are name = \"Name\", release = false and cache = false"))
    return option.args[1] => option.args[2]
end

const PATH_FUNCTIONS = (:joinpath, :dirname, :abspath, :normpath, :realpath, :homedir, :string, :*)
const PATH_MACROS = (Symbol("@__DIR__"), Symbol("@__FILE__"))

# Whether an expression has the same value wherever it is evaluated.
is_constant(::Union{AbstractString,Bool,Nothing,LineNumberNode}) = true
is_constant(expression) = false
function is_constant(expression::Expr)
    expression.head === :string && return all(is_constant, expression.args)
    expression.head === :macrocall && return expression.args[1] in PATH_MACROS
    return expression.head === :call && expression.args[1] in PATH_FUNCTIONS &&
           all(is_constant, expression.args[2:end])
end

# That value, without evaluating in a module: packages that are being precompiled do not allow it.
constant_value(value) = value
function constant_value(expression::Expr)
    if expression.head === :macrocall
        file = abspath(String(something(expression.args[2].file, "none")))
        return expression.args[1] === Symbol("@__FILE__") ? file : dirname(file)
    end
    arguments = map(constant_value, expression.args)
    expression.head === :string && return string(arguments...)
    return getfield(Base, arguments[1])(arguments[2:end]...)
end

function load_crate(
    mod::Module, path, source::LineNumberNode; name::Union{AbstractString,Nothing} = nothing,
    release::Bool = true, cache::Bool = true)
    crate = from_here(path)
    options = crate_options(crate, name, release)
    package = package_place(mod, source)
    folder =
        package === nothing ? cache_folder(options) :
        folder_in(package, something(name, basename(ispath(crate) ? realpath(crate) : crate)))
    report = build_in(folder, merge(options, Dict{String,Any}("force" => !cache)))
    depend_on_build(() -> crate, report)
    found = define(mod, report)
    remember_origin(found, Origin(mod, folder, options))
    return found
end

late_crate(mod, path, source; options...) = LoadedCrate(load_crate(mod, path, source; options...))

"""
    Prebind.LoadedCrate

The module of a crate that was loaded at run time. `crate.name` is what the module has under this
name. Code that was compiled before the crate was loaded gets a callable instead of a function or
type. It can call the one and construct the other, but `crate.Point` is not the type there.
`Prebind.module_of(crate)` is the module itself.
"""
struct LoadedCrate
    mod::Module
end

module_of(crate::LoadedCrate) = getfield(crate, :mod)

struct LateCall
    called::Any
end

(call::LateCall)(arguments...) = Base.invokelatest(call.called, arguments...)

# Whether the running code can call what the module has. It can if it can call one of its functions.
is_callable(crate::LoadedCrate) =
    applicable(Base.invokelatest(getfield, module_of(crate), :__init__))

function Base.getproperty(crate::LoadedCrate, name::Symbol)
    value = Base.invokelatest(getfield, module_of(crate), name)
    return value isa Union{Function,Type} && !is_callable(crate) ? LateCall(value) : value
end

Base.propertynames(crate::LoadedCrate, private::Bool = false) =
    Base.invokelatest(names, module_of(crate))
Base.show(io::IO, crate::LoadedCrate) = print(io, "LoadedCrate(", module_of(crate), ")")
Base.show(io::IO, call::LateCall) = print(io, call.called)
