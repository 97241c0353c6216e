# The engine of a package that Pkg installed: an artifact that the first call downloads. A release
# writes Artifacts.toml; an installed Prebind and a checkout have none.

this_platform() = Dict(
    "arch" => String(Sys.ARCH),
    "os" => Sys.iswindows() ? "windows" : Sys.isapple() ? "macos" :
            Sys.isfreebsd() ? "freebsd" : "linux",
    "libc" => occursin("musl", Sys.MACHINE) ? "musl" : "glibc")

# The tree hash of the engine for a platform, or nothing. Pkg could tell as well, but since
# Julia 1.11 it takes longer to load than a build that has nothing to do.
function artifact_hash(artifacts::AbstractString, platform = this_platform())
    for part in split("\n" * artifacts, "\n[[")
        startswith(part, "prebind]]") || continue
        entry = Dict(m[1] => m[2] for m in eachmatch(r"^([\w-]+)\s*=\s*\"(.*?)\""m, part))
        fits = all(get(entry, key, value) == value for (key, value) in platform)
        fits && return entry["git-tree-sha1"]
    end
    return nothing
end

# libprebind in the artifact, in the first depot that has it, or nothing. A tarball of a release has
# one folder.
function find_in_artifact(hash)
    for depot in DEPOT_PATH
        artifact = joinpath(depot, "artifacts", hash)
        isdir(artifact) || continue
        for folder in readdir(artifact)
            file = joinpath(artifact, folder, "lib", FILE_NAME)
            isfile(file) && return file
        end
    end
    return nothing
end

const DOWNLOAD = raw"""
using Pkg.Artifacts
try
    redirect_stdout(() -> Artifacts.ensure_artifact_installed("prebind", ARGS[1]), stderr)
catch error
    showerror(stderr, error)
    println(stderr)
    exit(1)
end
"""

# Another process downloads, because a package that is precompiled now would depend on Pkg if this
# process loaded it.
function download_artifact(file)
    separator = Sys.iswindows() ? ";" : ":"
    environment = merge(Dict{String,String}(ENV), Dict(
        "JULIA_LOAD_PATH" => "@stdlib", "JULIA_DEPOT_PATH" => join(DEPOT_PATH, separator)))
    command = `$(Base.julia_cmd()) --startup-file=no -e $DOWNLOAD $file`
    success(pipeline(setenv(command, environment), stdout = stderr, stderr = stderr)) && return
    throw(PrebindError(
        "the engine of Prebind could not be downloaded",
        place = file,
        help = "Pkg reports the problem above: check the network, then try again; or install " *
               "Prebind, and name its libprebind in the environment variable PREBIND_LIB"))
end

# libprebind in the artifact of this package, downloaded if need be. Nothing without Artifacts.toml.
function library_in_artifact(
        file::AbstractString = joinpath(package_folder(), "Artifacts.toml"))
    isfile(file) || return nothing
    hash = artifact_hash(read(file, String))
    hash === nothing && throw(PrebindError(
        "there is no engine of Prebind for this platform, $(Sys.MACHINE)",
        place = file,
        help = "build Prebind from its sources, and name its libprebind in the environment " *
               "variable PREBIND_LIB"))
    found = find_in_artifact(hash)
    found === nothing || return found
    download_artifact(file)
    return find_in_artifact(hash)
end
