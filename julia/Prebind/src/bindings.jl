"""
    write_bindings_to_file(
        crate_path, output_path; output_module_name = nothing, build_release = true,
        relative_lib_path = nothing, features = String[], target = nothing, glibc = nothing,
        precompile = nothing,
        locked = false, offline = false, force = false, skip_unsupported = false) -> String

Build the Rust crate in the folder `crate_path`, and write a module for it to the file
`output_path`. The module needs neither Rust nor this package: `include` it in yours. If nothing has
changed since the last time, do nothing; if this was built before, in any checkout on this machine,
take it from the cache. Return the path of the module.

- `output_module_name`: the module's name (default: from the crate's; `my_crate` gives `MyCrate`)
- `build_release`: build with optimizations, as in `cargo build --release`
- `relative_lib_path`: the folder for the library, relative to that of the module
  (`"../../deps/lib"`; default: the same folder)
- `features`: features of the crate to switch on
- `target`: a target triple of Rust, to build for another kind of machine
- `glibc`: the oldest glibc that the library is to load with, as `"2.17"`; needs `cargo-zigbuild`
- `precompile`: which functions Julia compiles while it precompiles a package with the module:
  `"all"`, `"used"` (those that the package calls then) or `"none"` (default: all, up to 1,000)
- `locked`, `offline`: as cargo's options
- `force`: build even if nothing has changed
- `skip_unsupported`: leave out what Julia cannot have, instead of throwing

Throw a [`PrebindError`](@ref) if that fails. The output of cargo and rustc appears on `stderr`
while they work.

# Example

```julia
# deps/build.jl
using Prebind

write_bindings_to_file(
    joinpath(@__DIR__, "my_rust_crate"),
    joinpath(dirname(@__DIR__), "src", "generated", "RustBindings.jl"),
    output_module_name = "RustBindings",
    relative_lib_path = "../../deps/lib")
```
"""
function write_bindings_to_file(
    crate_path::AbstractString, output_path::AbstractString;
    output_module_name::Union{AbstractString,Nothing} = nothing, build_release::Bool = true,
    relative_lib_path::Union{AbstractString,Nothing} = nothing,
    features::AbstractVector{<:AbstractString} = String[],
    target::Union{AbstractString,Nothing} = nothing,
    glibc::Union{AbstractString,Nothing} = nothing,
    precompile::Union{AbstractString,Nothing} = nothing, locked::Bool = false,
    offline::Bool = false, force::Bool = false, skip_unsupported::Bool = false)
    output = from_here(output_path)
    folder = isdir(output) ? output : dirname(output)
    options = Dict{String,Any}(
        "crate" => from_here(crate_path), "output" => output, "release" => build_release,
        "features" => features, "locked" => locked, "offline" => offline, "force" => force,
        "skip_unsupported" => skip_unsupported)
    output_module_name === nothing || (options["module"] = output_module_name)
    target === nothing || (options["target"] = target)
    glibc === nothing || (options["glibc"] = glibc)
    precompile === nothing || (options["precompile"] = precompile)
    if relative_lib_path !== nothing
        options["library_directory"] = joinpath(folder, relative_lib_path)
    end
    report, _ = ask(:prebind_build, options)
    return report["module_file"]["path"]
end

"""
    generate_bindings(
        crate_path; output_module_name = nothing, build_release = true, features = String[],
        cache_enabled = true) -> Expr

The module that [`write_bindings_to_file`](@ref) would write, as an expression: `eval` defines it.
Prebind's cache directory keeps the library. With `cache_enabled = false`, build even if nothing has
changed.
"""
function generate_bindings(
    crate_path::AbstractString; output_module_name::Union{AbstractString,Nothing} = nothing,
    build_release::Bool = true, features::AbstractVector{<:AbstractString} = String[],
    cache_enabled::Bool = true)
    options = crate_options(crate_path, output_module_name, build_release)
    options["features"] = features
    options["force"] = !cache_enabled
    report = build_in_cache(options)
    return parse_module(report["module_file"]["path"])
end

"""
    Prebind.inspect(library) -> Dict

What a built library exports, read from the file itself: `"crates"`, `"functions"`, `"objects"` and
so on, as `prebind inspect --json` prints it. This works for libraries of other platforms, and
without their sources.
"""
inspect(library::AbstractString) =
    first(ask(:prebind_inspect, Dict("library" => from_here(library))))

"""
    Prebind.check(crate_path; paranoid = false) -> (fresh = true, changes = String[])

Whether all modules that were made from a crate are up to date, and if not, which inputs have
changed. Modules that were deleted do not count, nor does what `@rust_crate` loaded if the crate has
others. `crate_path` can also be the file of one module. It starts no program. With `paranoid` it
reads every input, whatever its time stamps say.
"""
function check(crate_path::AbstractString; paranoid::Bool = false)
    options = Dict{String,Any}("crates" => [from_here(crate_path)], "paranoid" => paranoid)
    answer, _ = ask(:prebind_check, options)
    builds = answer["crates"][1]["builds"]
    changes = String[change["text"] for build in builds for change in build["changes"]]
    isempty(builds) && push!(changes, "no build of it is known")
    return (fresh = answer["fresh"]::Bool, changes = unique(changes))
end
