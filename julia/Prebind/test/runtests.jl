# What can be told without an engine. The rest is in tests/conformance/package_*.sh, with crates and
# a count of cargo's runs.
using Prebind
using Test

@testset "JSON" begin
    parse, text = Prebind.JSON.parse, Prebind.JSON.text
    @test parse(" {\"a\" : [ 1, -2.5e3 , true,false , null ], \"b\":{ } , \"c\": []} ") ==
          Dict("a" => [1, -2500.0, true, false, nothing], "b" => Dict(), "c" => [])
    @test parse("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é😀\"") == "a\"\\/\b\f\n\r\té😀é😀"
    @test parse("9007199254740993") === 9007199254740993
    @test parse("0.5") === 0.5
    @test text(Dict{String,Any}("b" => ["x\"\\\n\x01é😀", 1], "a" => true, "c" => nothing)) ==
          "{\"a\":true,\"b\":[\"x\\\"\\\\\\u000a\\u0001é😀\",1],\"c\":null}"
    value = Dict("é\u2028\"" => [Dict("x" => 1), "", false])
    @test parse(text(value)) == value
    @test_throws ErrorException("JSON: `nonsense` is no value") parse("nonsense")
    @test_throws ErrorException("JSON: ']' in place of ','") parse("{\"a\":1]")
    @test_throws EOFError parse("[1")
end

@testset "paths that are known when they are read" begin
    known(expression) =
        Prebind.is_constant(expression) ? Prebind.constant_value(expression) : missing
    @test known("a/b") == "a/b"
    @test known(:(joinpath("a", "b", "..", "c"))) == joinpath("a", "b", "..", "c")
    @test known(:(joinpath(@__DIR__, "x"))) == joinpath(@__DIR__, "x")
    @test known(:(@__FILE__)) == @__FILE__
    @test known(:("a" * "b")) == "ab"
    @test known(:("a/$("b")")) == "a/b"
    @test known(:path) === missing
    @test known(:(joinpath(path, "x"))) === missing
    @test known(:("a/$path")) === missing
    @test known(:(readline("x"))) === missing
    @test known(:(Base.joinpath("a"))) === missing
end

@testset "one error type for all modules" begin
    generated = quote
        baremodule M
        using Base
        "An error."
        struct RustError <: Base.Exception
            message::Base.String
            value::Base.Any
        end
        struct RustPanic <: Base.Exception
            message::Base.String
            place::Base.String
        end
        abstract type RustObject end
        module inner
        import ..RustError, ..RustPanic
        Base.showerror(io::IO, error::RustError) = print(io, "not shared")
        Base.:(==)(error::RustError, other::RustError) = false
        Base.hash(error::RustError, seed::UInt) = UInt(0)
        function Base.showerror(io::IO, panic::RustPanic)
            print(io, "not shared")
        end
        Base.show(io::IO, ::Val{:inner}) = print(io, "kept")
        end
        end
    end
    shared = Prebind.share_errors(generated)
    Core.eval(@__MODULE__, Expr(:toplevel, shared.args...))
    @test M.RustError === RustError
    @test M.inner.RustPanic === RustPanic
    @test sprint(showerror, M.RustError("no", 1)) == "RustError: no"
    @test RustError("no", 1, ["a"]) == RustError("no", 1, ["a"])
    @test RustError("no", 1, ["a"]) != RustError("no", 1, ["b"])
    @test hash(RustError("no", 1)) == hash(RustError("no", 1)) != hash(RustError("yes", 1))
    @test sprint(showerror, RustError("no", 1, ["a", "b"])) ==
        "RustError: no\ncaused by: a\ncaused by: b"
    @test sprint(showerror, RustPanic("oh", "src/lib.rs:1:2")) == "RustPanic: oh (src/lib.rs:1:2)"
    @test sprint(showerror, RustPanic("oh", "")) == "RustPanic: oh"
    @test sprint(show, Val(:inner)) == "kept"
end

@testset "errors" begin
    error = PrebindError("it is wrong", place = "a.rs:1:2", help = "mend it")
    @test sprint(showerror, error) == "PrebindError: it is wrong\n --> a.rs:1:2\nhelp: mend it"
    @test sprint(showerror, PrebindError("it is wrong")) == "PrebindError: it is wrong"
    @test_throws PrebindError throw(error)
end

@testset "the engine as an artifact" begin
    artifacts = """
    [[other]]
    arch = "x86_64"
    git-tree-sha1 = "00"
    libc = "glibc"
    os = "linux"

    [[prebind]]
    arch = "x86_64"
    git-tree-sha1 = "11"
    lazy = true
    libc = "glibc"
    os = "linux"

        [[prebind.download]]
        sha256 = "22"
        url = "https://example.org/prebind.tar.gz"

    [[prebind]]
    arch = "aarch64"
    git-tree-sha1 = "33"
    lazy = true
    os = "macos"
    """
    hash(arch, os, libc = "glibc") = Prebind.artifact_hash(
        artifacts, Dict("arch" => arch, "os" => os, "libc" => libc))
    @test hash("x86_64", "linux") == "11"
    @test hash("aarch64", "macos") == "33"
    @test hash("x86_64", "linux", "musl") === nothing
    @test hash("x86_64", "windows") === nothing
    @test Prebind.artifact_hash("") === nothing
    mktempdir() do folder
        file = joinpath(folder, "Artifacts.toml")
        @test Prebind.library_in_artifact(file) === nothing
        write(file, "")
        error = try Prebind.library_in_artifact(file) catch error error end
        @test sprint(showerror, error) ==
              "PrebindError: there is no engine of Prebind for this platform, $(Sys.MACHINE)\n" *
              " --> $file\nhelp: build Prebind from its sources, and name its libprebind in the " *
              "environment variable PREBIND_LIB"
    end
end

@testset "places in a block" begin
    mktempdir() do folder
        file = joinpath(folder, "script.jl")
        write(file, "\nrust\"\"\"\nfn f() {}\n\"\"\"\nrust\"fn f() {}\"\n")
        place(line) = LineNumberNode(line, Symbol(file))
        @test Prebind.in_julia(" --> src/lib.rs:1:4", place(2)) == " --> $file:3:4"
        @test Prebind.in_julia(" --> src/lib.rs:1:4", place(5)) == " --> $file:5:4"
        @test Prebind.in_julia("mysrc/lib.rs: src/lib.rs", place(5)) == "mysrc/lib.rs: src/lib.rs"
    end
end

@testset "what a package keeps" begin
    @test Prebind.has_path_dependencies("\n---\n[dependencies]\nkit = { path = \"../kit\" }\n---\n")
    @test !Prebind.has_path_dependencies("---\n[dependencies]\nregex = \"1\"\n---\nlet path = 1;\n")
    @test !Prebind.has_path_dependencies("fn f() { let path = 1; }")
    @test Prebind.block_module("a") != Prebind.block_module("b")
    @test Base.isidentifier(Prebind.block_module(""))
end
