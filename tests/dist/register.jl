# Writes a registry with one package into an empty folder, as General has it.
# usage: julia register.jl PACKAGE TREE SUBFOLDER REGISTRY
using Pkg

const PACKAGE, TREE, SUBFOLDER, REGISTRY = ARGS
const PROJECT = Pkg.TOML.parsefile(joinpath(PACKAGE, "Project.toml"))
const NAME = PROJECT["name"]
const FOLDER = joinpath(first(NAME, 1), NAME)

function put(path, text)
    mkpath(dirname(joinpath(REGISTRY, path)))
    write(joinpath(REGISTRY, path), text)
end

# As Registrator writes the bounds of a package.
function bounds(compat)
    ranges = ["\"$range\"" for range in Pkg.Types.semver_spec(compat).ranges]
    return length(ranges) == 1 ? ranges[1] : "[" * join(ranges, ", ") * "]"
end

# What General demands of each dependency and of Julia.
for name in ["julia"; collect(keys(PROJECT["deps"])); collect(keys(PROJECT["extras"]))]
    haskey(PROJECT["compat"], name) || error("[compat] does not have $name")
    ranges = Pkg.Types.semver_spec(PROJECT["compat"][name]).ranges
    all(range.upper.n > 0 for range in ranges) || error("[compat] of $name has no upper bound")
end
occursin(r"^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*[0-9]?$", NAME) && length(NAME) >= 5 ||
    error("General does not take the name $NAME")
PROJECT["version"] in ("0.0.1", "0.1.0", "1.0.0") || @info "not the first version"
isfile(joinpath(PACKAGE, "LICENSE-MIT")) || error("the folder has no licence")

# Pkg asks for General if a depot has no registry, so this has its name.
put("Registry.toml", """
name = "General"
uuid = "23338594-aafe-5451-b93e-139f81909106"
repo = "https://example.org/General.git"

[packages]
$(PROJECT["uuid"]) = { name = "$NAME", path = "$FOLDER" }
""")
put(joinpath(FOLDER, "Package.toml"), """
name = "$NAME"
uuid = "$(PROJECT["uuid"])"
repo = "https://example.org/prebind.git"
subdir = "$SUBFOLDER"
""")
put(joinpath(FOLDER, "Versions.toml"), """
["$(PROJECT["version"])"]
git-tree-sha1 = "$TREE"
""")
put(joinpath(FOLDER, "Deps.toml"), string(
    "[0]\n", ("$name = \"$uuid\"\n" for (name, uuid) in sort(collect(PROJECT["deps"])))...))
put(joinpath(FOLDER, "Compat.toml"), string(
    "[0]\n", ("$name = $(bounds(PROJECT["compat"][name]))\n"
              for name in sort(["julia"; collect(keys(PROJECT["deps"]))]))...))
print(PROJECT["uuid"])
