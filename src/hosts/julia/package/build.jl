# Builds the Rust crate and writes the bindings: `julia deps/build.jl`, after every change of the
# crate. Pkg runs this file too when the package is installed. With an Artifacts.toml the library
# comes from there.
const PACKAGE = dirname(@__DIR__)
const IS_ASKED_FOR = abspath(PROGRAM_FILE) == @__FILE__

# The message that matters has been printed. An exception would put a stack trace below it, but Pkg
# needs one.
stop(reason) = IS_ASKED_FOR ? exit(1) : error(reason)

function find_prebind()
    found = get(ENV, "PREBIND", something(Sys.which("prebind"), ""))
    isempty(found) || return found
    println(stderr, "error: there is no `prebind` on PATH")
    println(stderr, "help: install it, or set the environment variable PREBIND to the program")
    stop("there is no `prebind`")
end

function build()
    crate = normpath(joinpath(PACKAGE, HOLE_crate_literal))
    bindings = joinpath(PACKAGE, "src", "generated", "Bindings.jl")
    libraries = joinpath(PACKAGE, "deps", "lib")
    prebind = find_prebind()
    building = `$prebind build $crate -o $bindings --module Bindings --lib-dir $libraries`
    process = run(ignorestatus(building))
    success(process) || stop("Prebind could not build the Rust crate: see its message above")
end

if IS_ASKED_FOR || !isfile(joinpath(PACKAGE, "Artifacts.toml"))
    build()
end
