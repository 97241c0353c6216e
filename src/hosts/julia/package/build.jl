# Builds the Rust crate and writes the bindings: `julia deps/build.jl`, after every change of the
# crate. Pkg runs this file too when the package is installed. With an Artifacts.toml the library
# comes from there.
const PACKAGE = dirname(@__DIR__)

function find_prebind()
    found = get(ENV, "PREBIND", something(Sys.which("prebind"), ""))
    isempty(found) || return found
    error("there is no `prebind` on PATH; set the environment variable PREBIND to the program")
end

function build()
    crate = normpath(joinpath(PACKAGE, HOLE_crate_literal))
    bindings = joinpath(PACKAGE, "src", "generated", "Bindings.jl")
    libraries = joinpath(PACKAGE, "deps", "lib")
    run(`$(find_prebind()) build $crate -o $bindings --module Bindings --lib-dir $libraries`)
end

const IS_ASKED_FOR = abspath(PROGRAM_FILE) == @__FILE__
if IS_ASKED_FOR || !isfile(joinpath(PACKAGE, "Artifacts.toml"))
    build()
end
