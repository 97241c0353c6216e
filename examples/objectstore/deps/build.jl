# Builds the crate and writes the bindings: on the author's machine, whenever the crate has changed.
package = dirname(@__DIR__)

"""The program: `PREBIND` in the environment, or the one on PATH, or the one of this checkout."""
function find_prebind()
    haskey(ENV, "PREBIND") && return ENV["PREBIND"]
    found = Sys.which("prebind")
    found === nothing || return found
    built = normpath(package, "..", "..", "build", "bin", "prebind")
    isfile(built) && return built
    error("there is no `prebind` on PATH; set the environment variable PREBIND to the program")
end

crate = joinpath(package, "deps", "objectstore")
bindings = joinpath(package, "src", "generated", "Bindings.jl")
libraries = joinpath(package, "deps", "lib")
run(`$(find_prebind()) build $crate -o $bindings --module Bindings --lib-dir $libraries --locked`)
