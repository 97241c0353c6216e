using REPL  # it has `Base.Docs.doc` since Julia 1.11

@testset "keywords" begin
    for name in split(
        "baremodule begin catch ccall cglobal elseif end export finally function global import " *
        "local module public quote using Base Core")
        call = getfield(C, Symbol(name, "_"))
        @test call("x") == "$name:x"
        @test Symbol(name, "_") in names(C)
    end
    for name in split("primitive type_ isa outer new var _under __double abstract_")
        @test getfield(C, Symbol(name))("x") == "$name:x"
    end
    @test C.type(5, 3) === Int32(2)
    @test C.while_(true) === true
end

@testset "names of Base" begin
    for name in split(
        "get string convert error throw println eval include show length nothing getproperty " *
        "getfield pointer codepoint unsafe_load unsafe_string finalizer ifelse propertynames " *
        "nameof first last Ref Ptr Char Bool Int8 Int32 UInt UInt8 UInt32 Float64 Nothing Real " *
        "AbstractString AbstractChar Array Union Some Val Symbol Exception Any GC Cvoid C_NULL " *
        "ENV Sys Type zero sizeof print stack")
        symbol = Symbol(name)
        @test getfield(C, symbol)(1) === Int32(2)
        @test !(symbol in names(C)) || VERSION >= v"1.11" && !Base.isexported(C, symbol)
    end
    for name in (:setfield, :unsafe_convert, :cconvert, :isa_)
        @test getfield(C, name)(1) === Int32(2)
        @test name in names(C)
    end
    # Base's own are what they were.
    @test get(Dict(1 => 2), 1, 3) === 2
    @test string(1) == "1"
    @test C.String(21).length === UInt32(21)
    @test double(C.String(21)) === UInt32(42)
    @test C.Vector(1).String === 0x01
    @test repr(C.String(1)) == "String(length = 1)"
    if VERSION >= v"1.11"
        @test Base.ispublic(C, :get)
        @test Base.ispublic(C, :RustObject)
    end
end

@testset "renamed" begin
    renamed = Renamed(3)
    @test renamed.shown === Int32(3)
    change!(renamed, 4)
    @test repr(renamed) == "Renamed(shown = 4)"
    @test alternative(Renamed, 5).shown === Int32(5)
    @test C.push!(1) === Int32(1)
    @test push!([1], 2) == [1, 2]
    @test !isdefined(C, :Original)
    @test plus!(1) === Int32(11) && inner_plus(1) === Int32(21)
    @test repr(Inner(3)) == "Inner(jl = 3)"
end

@testset "letters" begin
    @test größe(1.5) === 3.0
    @test 数える("日本語") === 3
    @test C.var"l·l"(3) === Int32(3)
end

@testset "arguments" begin
    @test odd_arguments(1, 2, 3, 4, 5, 6) === Int32(16)
end

@testset "exports" begin
    exported = names(C)
    for name in (:RustError, :RustPanic, :add, :Counter, :increment)
        @test name in exported
    end
    @test all(name -> !startswith(string(name), "_prebind"), exported)
    # What is exported can be used without a prefix, whatever else is.
    ambiguous = [name for name in exported if name !== :Conformance && name in names(Base)]
    @test VERSION >= v"1.11" || isempty(ambiguous)
end

@testset "items in modules, under cfg" begin
    @test from_a_nested_module() == "conformance::outer::inner"
    @test only_without_extra()
    @test !isdefined(C, :only_with_extra)
end

@testset "docstrings" begin
    documented(name) = string(Base.Docs.doc(Base.Docs.Binding(C, name)))
    text = documented(:add)
    @test occursin("add(a::Int32, b::Int32) -> Int32", text)
    @test occursin("Adds two numbers.", text)
    @test occursin("\"\"\"", text)
    @test occursin("\$x", text)
    @test occursin("\$(1 + 1)", text)
    @test occursin("C:\\new", text)
    @test occursin("# Panics", text)
    @test occursin("add(1, 2) == 3", text)
    text = documented(:dereference)
    @test occursin("dereference(address::Ptr{Int64}) -> Int64", text)
    @test occursin("unsafe", text)
    text = documented(:Counter)
    @test occursin("It never goes below zero.", text)
    @test occursin("Counter(value::Int64)", text)
    @test occursin("`value::Int64`: What has been", text)
    @test occursin("`note::Union{String, Nothing}`", text)
    @test occursin("increment(self::Counter) -> Int64", documented(:increment))
    @test occursin("describe(self::Pair_, prefix::AbstractString) -> String", documented(:describe))
    @test occursin("zero_of(Counter) -> Counter", documented(:zero_of))
end

@testset "docs look as in rustdoc" begin
    html(name) = sprint(show, MIME"text/html"(), Base.Docs.doc(Base.Docs.Binding(C, name)))
    # Of what Julia escapes in HTML, more or less from version to version.
    escaped = [
        "&#36;" => "\$", "&#61;" => "=", "&#40;" => "(", "&#41;" => ")", "&#33;" => "!",
        "&#91;" => "[", "&#93;" => "]", "&#42;" => "*", "&#92;" => "\\", "&#96;" => "`"]
    plain(text) = foldl(replace, escaped; init = text)
    text = plain(html(:richly_documented))
    for part in (
        "Costs \$5, reads \$HOME; <strong>\$x\$</strong> is a <em>snake_case_name</em>, " *
        "<code>a_\$b</code>, <code>c</code>; see <code>Renamed</code>, the other, " *
        "<a href=\"https://rust-lang.org\">Rust</a> and v[0].",
        "<strong>HTML</strong> &lt;T&gt;, C:\\new, *, \$\$E = mc^2\$\$",
        "Examples</h1>",
        "<pre><code class=\"language-rust\">assert_eq!(1, 1); // \$",
        "<code>a|b</code>", ">\$1<", "<p>one more",
        "<pre><code class=\"language-text\">a\n\n\nb", "A note.")
        @test occursin(part, text) || (@error part text; false)
    end
    @test !occursin("hidden", text)
    text = plain(html(:RichlyDocumented))
    for part in (
        "<p>Lines of another system.</p>", "<pre><code class=\"language-rust\">code();",
        "Costs \$6.", "<p>See <code>Renamed</code>.")
        @test occursin(part, text) || (@error part text; false)
    end
end
